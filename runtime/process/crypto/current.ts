import { host, perProcess } from '../current.ts';
import { later } from '../later.ts';
import { DOMException } from '../web/dom-exception.ts';
import { type Crypto, copyOfCrypto, copyOfWebCrypto, createCrypto } from './index.ts';

let shared: Crypto | null = null;

/** Made with the first process that asks for it; its functions draw for whichever is running. */
function sharedCrypto(): Crypto {
  shared ??= createCrypto({
    random: (bytes) => host.random(bytes),
    later,
    DOMException: DOMException as never,
  });
  return shared;
}

/** The global `crypto`. */
export const currentWebCrypto = perProcess(() => copyOfWebCrypto(sharedCrypto()));

/** What node:crypto exports in the current process. */
export function currentCrypto(): Crypto {
  return copyOfCrypto(sharedCrypto(), currentWebCrypto());
}
