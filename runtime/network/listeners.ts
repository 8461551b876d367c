import type { FromListener, ListenerId, ToListener } from './messages.ts';
import type { PortTable } from './port-table.ts';
import type { Endpoint, Listener } from './switch.ts';

export const MAX_PORTS_PER_PROCESS = 32;

/** Somebody who can listen: a process. */
export interface PortOwner extends Endpoint {
  tell(message: ToListener): void;
}

export interface OpenPort<Owner extends PortOwner> extends Listener {
  readonly owner: Owner;
  readonly port: number;
}

/** Is told of every port that opens, closes, or could not be had. */
export interface PortWatcher<Owner> {
  opened(owner: Owner, port: number): void;
  taken(owner: Owner, port: number, holder: Owner): void;
  closed(owner: Owner, port: number): void;
}

/** Gives processes the ports that they ask for, as an operating system does. */
export class Listeners<Owner extends PortOwner> {
  readonly #ports: PortTable<OpenPort<Owner>>;
  readonly #watcher: PortWatcher<Owner>;
  readonly #open = new Map<Owner, Map<ListenerId, OpenPort<Owner>>>();

  constructor(ports: PortTable<OpenPort<Owner>>, watcher: PortWatcher<Owner>) {
    this.#ports = ports;
    this.#watcher = watcher;
  }

  handle(owner: Owner, message: FromListener): void {
    if (message.type === 'listen') this.#listen(owner, message.listener, message.port);
    else this.#close(owner, message.listener);
  }

  /** Whether one of its open ports goes by this id. */
  has(owner: Owner, listener: ListenerId): boolean {
    return this.#open.get(owner)?.has(listener) ?? false;
  }

  /** The owner died: its ports are free again. */
  drop(owner: Owner): void {
    for (const listener of [...(this.#open.get(owner)?.keys() ?? [])]) this.#close(owner, listener);
    this.#open.delete(owner);
  }

  #listen(owner: Owner, listener: ListenerId, asked: number): void {
    const open = this.#open.get(owner) ?? new Map<ListenerId, OpenPort<Owner>>();
    this.#open.set(owner, open);
    if (open.size >= MAX_PORTS_PER_PROCESS) {
      owner.tell({ type: 'listen-failed', listener, code: 'EMFILE' });
      return;
    }
    const port = asked === 0 ? this.#ports.free() : asked;
    const holder = this.#ports.holder(port);
    if (holder !== undefined) {
      owner.tell({ type: 'listen-failed', listener, code: 'EADDRINUSE' });
      this.#watcher.taken(owner, port, holder.owner);
      return;
    }
    const opened: OpenPort<Owner> = { owner, id: listener, port };
    this.#ports.take(port, opened);
    open.set(listener, opened);
    owner.tell({ type: 'listening', listener, port });
    this.#watcher.opened(owner, port);
  }

  #close(owner: Owner, listener: ListenerId): void {
    const opened = this.#open.get(owner)?.get(listener);
    if (opened === undefined) return;
    this.#open.get(owner)?.delete(listener);
    this.#ports.release(opened.port);
    this.#watcher.closed(owner, opened.port);
  }
}
