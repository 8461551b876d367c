import { nobodyAt, type Party } from '../../network/index.ts';
import type { Address, Instance } from '../sandbox.ts';

/** Where a request of the learner goes: to an instance, or to an address where none listens. */
export interface Destination extends Party {
  readonly port: number;
}

/** `holderOf` gives the instance that listens on a port. */
export function destinationOf(
  to: Instance | Address,
  holderOf: (port: number) => Pick<Instance, 'id' | 'service'> | null,
): Destination {
  if (!('port' in to)) return { ...partyOf(to), port: to.addresses[0]?.port ?? 0 };
  const { port } = to;
  const holder = holderOf(port);
  return { ...(holder === null ? nobodyAt(port) : partyOf(holder)), port };
}

function partyOf({ id, service }: Pick<Instance, 'id' | 'service'>): Party {
  return { name: id, service };
}
