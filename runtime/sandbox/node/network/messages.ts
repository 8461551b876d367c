import type { Moment } from '../../../network/index.ts';

/**
 * What a service's process and the sandbox say to each other: one JSON object a line, by preload.mjs
 * and by service-link.ts. The service asks on descriptor 3; what it waits for comes on descriptor 4,
 * all else on 3.
 */
export type FromService =
  /** A server listens, as the service sees it; `host` is the IP address that it is bound to. */
  | { readonly type: 'listening'; readonly port: number; readonly host: string }
  /** A server could not have this port (EADDRINUSE). */
  | { readonly type: 'port-taken'; readonly port: number }
  /** An error that nothing caught; `stack` is as Node prints it. */
  | { readonly type: 'uncaught'; readonly stack: string }
  /** Waits for an Opened. `host` is an IP address, or null for any. */
  | {
      readonly type: 'listen';
      readonly listener: number;
      readonly host: string | null;
      readonly port: number;
      readonly ipv6Only: boolean;
    }
  /** What comes to the listener is to be sent on to this port of 127.0.0.1. */
  | { readonly type: 'opened'; readonly listener: number; readonly port: number }
  | { readonly type: 'unlisten'; readonly listener: number }
  /** Asks to connect to a port of this machine; the answer is `dial` or `connect-failed`. */
  | { readonly type: 'connect'; readonly id: number; readonly host: string; readonly port: number }
  /** It has closed its end, whether it was connected already or not. */
  | { readonly type: 'closed'; readonly id: number }
  /** It has written so many bytes, and waits until they were seen. */
  | { readonly type: 'wrote'; readonly by: Way; readonly bytes: number }
  /** It waits for leave to do this to a file. */
  | { readonly type: 'acting'; readonly moment: Moment & { readonly path: string } }
  /** It has come back to its event loop. */
  | { readonly type: 'pong' }
  /** It looks out for the moments that it was told of. */
  | { readonly type: 'watching' };

/** A connection: one that it made, or one that came to it from this port. */
export type Way = { readonly id: number } | { readonly port: number };

export type ToService =
  | { readonly type: 'dial'; readonly id: number; readonly port: number }
  | {
      readonly type: 'connect-failed';
      readonly id: number;
      readonly code: string;
      /** Another address of the same name may do better. */
      readonly isAddressOnly: boolean;
    }
  | { readonly type: 'ping' }
  | { readonly type: 'watch' };

/** What the service waits for. */
export type Answer =
  | { readonly host: string; readonly port: number }
  | { readonly refused: true }
  | { readonly done: true };
