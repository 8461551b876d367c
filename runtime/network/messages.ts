/**
 * What the ends of connections and the network between them say to one another: the same whether
 * they are threads apart or call each other.
 */
import type { ConnectFailure, Frame, ListenFailure } from '../process/index.ts';
import type { Party } from './party.ts';

/** A number that the end of a connection goes by. It means nothing to anybody but its process. */
export type ConnectionId = number;
export type ListenerId = number;

/** What one end of a connection can ask of the network. */
export type FromEnd =
  | {
      readonly type: 'connect';
      readonly id: ConnectionId;
      readonly host: string;
      readonly port: number;
      /** What it is for, where the network may know it beforehand: the learner's requests. */
      readonly intent: Intent | null;
    }
  | { readonly type: 'frame'; readonly id: ConnectionId; readonly frame: Frame }
  | { readonly type: 'end'; readonly id: ConnectionId }
  | { readonly type: 'reset'; readonly id: ConnectionId };

/** A request that a connection is made for: what the ledger tells when there will be none. */
export interface Intent {
  readonly to: Party;
  readonly head: Frame & { kind: 'request' };
}

/** What the network tells one end of a connection. */
export type ToEnd =
  | {
      readonly type: 'accept';
      readonly listener: ListenerId;
      readonly id: ConnectionId;
      readonly localPort: number;
      readonly remotePort: number;
    }
  | { readonly type: 'connected'; readonly id: ConnectionId; readonly localPort: number }
  | { readonly type: 'connect-failed'; readonly id: ConnectionId; readonly code: ConnectFailure }
  | { readonly type: 'frame'; readonly id: ConnectionId; readonly frame: Frame }
  | { readonly type: 'ended'; readonly id: ConnectionId }
  | { readonly type: 'reset'; readonly id: ConnectionId };

/** What a process can ask for its ports. */
export type FromListener =
  | { readonly type: 'listen'; readonly listener: ListenerId; readonly port: number }
  | { readonly type: 'unlisten'; readonly listener: ListenerId };

/** What a process is told of its ports. */
export type ToListener =
  | { readonly type: 'listening'; readonly listener: ListenerId; readonly port: number }
  | { readonly type: 'listen-failed'; readonly listener: ListenerId; readonly code: ListenFailure };
