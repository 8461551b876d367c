import type { Agenda } from './agenda.ts';
import type { Engine, EngineWatcher } from './engine/engine.ts';

/** What is driven: the processes, as far as the driver must know them. */
export interface Driven {
  readonly mapStack: EngineWatcher['mapStack'];
  /**
   * What is to be done about a promise that was rejected for nobody, or handled after all. Null when
   * no process was running.
   */
  rejected(reason: unknown, promise: Promise<unknown>): (() => void) | null;
  handled(promise: Promise<unknown>): (() => void) | null;
  /** What was running has come to its end. */
  rested(): void;
}

export interface DriverOptions {
  readonly agenda: Agenda;
  readonly engine: Engine;
  readonly driven: Driven;
  /** Events after which the run is given up. */
  readonly maxEvents: number;
  /** Called once when the run is given up, or the simulator itself failed. */
  readonly onFailed: (why: string) => void;
}

/**
 * Lets virtual time pass while somebody waits for something to happen, and only then: one event, a
 * turn of the engine in which all its promises settle, the next event. So what the caller does
 * between two waits takes no virtual time, however long it takes.
 */
export class Driver {
  readonly #options: DriverOptions;
  #waiting = 0;
  #holding = 0;
  #driving = false;
  #rest: Promise<void> = Promise.resolve();
  #over = false;
  #events = 0;
  readonly #reports: (() => void)[] = [];

  constructor(options: DriverOptions) {
    this.#options = options;
    // Not written right into the property: V8 would put it among its old objects at once, and what
    // old objects lead to, the whole run here, no quick collection of garbage takes away.
    const drive = () => this.#drive();
    options.agenda.onAdded = drive;
  }

  /** Events that have happened. */
  get events(): number {
    return this.#events;
  }

  /** Somebody waits until the returned function is called. */
  wait(): () => void {
    this.#waiting += 1;
    this.#drive();
    let waiting = true;
    return () => {
      if (waiting) this.#waiting -= 1;
      waiting = false;
    };
  }

  /** The promise, for somebody who waits for it. */
  async waitFor<T>(promise: Promise<T>): Promise<T> {
    const done = this.wait();
    try {
      return await promise;
    } finally {
      done();
    }
  }

  /** Nothing happens while this work, which may take real time, is under way. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#holding += 1;
    try {
      return await work();
    } finally {
      this.#holding -= 1;
      this.#drive();
    }
  }

  /** Nothing happens from now on. Resolves when what was happening has come to its end. */
  stop(): Promise<void> {
    this.#over = true;
    return this.#rest;
  }

  get #mayGoOn(): boolean {
    const { agenda } = this.#options;
    return !this.#over && this.#waiting > 0 && this.#holding === 0 && !agenda.isEmpty;
  }

  #drive(): void {
    if (this.#driving || !this.#mayGoOn) return;
    this.#driving = true;
    // A turn comes first: whoever began to wait may go on to do more before anything happens.
    this.#rest = this.#options.engine.inTurns(() => this.#run());
  }

  async #run(): Promise<void> {
    const { agenda, engine, driven, maxEvents, onFailed } = this.#options;
    const unwatch = engine.watch({
      mapStack: driven.mapStack,
      rejected: (reason, promise) => this.#report(driven.rejected(reason, promise)),
      handled: (promise) => this.#report(driven.handled(promise)),
    });
    try {
      while (this.#mayGoOn) {
        if (this.#events >= maxEvents) {
          onFailed(`after ${maxEvents} events it has not come to rest`);
          break;
        }
        this.#events += 1;
        agenda.next()?.();
        await engine.turn();
        if (this.#reports.length > 0) await this.#settleReports();
        driven.rested();
      }
    } catch (error) {
      onFailed(`the simulator failed: ${error}`);
    } finally {
      driven.rested();
      unwatch();
      this.#driving = false;
    }
  }

  #report(report: (() => void) | null): boolean {
    if (report !== null) this.#reports.push(report);
    return report !== null;
  }

  /** One by one, for engines differ in what they do between them. */
  async #settleReports(): Promise<void> {
    for (let report = this.#reports.shift(); report; report = this.#reports.shift()) {
      report();
      await this.#options.engine.turn();
    }
  }
}
