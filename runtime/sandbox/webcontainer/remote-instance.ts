import { type CrashInput, readCrashPoint } from '../../network/index.ts';
import { powerLossNotAvailable } from '../errors.ts';
import type { Address, Exit, Instance, SignalName } from '../sandbox.ts';
import type { Started, ToGateway } from './protocol.ts';

type Ask = (name: keyof ToGateway, argument: unknown) => Promise<unknown>;

/** An instance whose process is in the container. */
export class RemoteInstance implements Instance {
  readonly id: string;
  readonly service: string;
  readonly exited: Promise<Exit>;
  readonly #askGateway: Ask;
  #ports: readonly number[];
  #isAlive = true;
  #resolve: (exit: Exit) => void = () => {};

  constructor(ask: Ask, { id, service, ports }: Started) {
    this.id = id;
    this.service = service;
    this.#askGateway = ask;
    this.#ports = ports;
    this.exited = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get addresses(): readonly Address[] {
    return this.#ports.map((port) => ({ port }));
  }

  listensOn(port: number): boolean {
    return this.#isAlive && this.#ports.includes(port);
  }

  portsAre(ports: readonly number[]): void {
    this.#ports = ports;
  }

  hasExited(exit: Exit): void {
    this.#isAlive = false;
    this.#resolve(exit);
  }

  async signal(signal: SignalName): Promise<void> {
    await this.#ask('signal', { instance: this.id, signal });
  }

  async crashAt(point: CrashInput): Promise<void> {
    readCrashPoint(point);
    await this.#ask('crashAt', { instance: this.id, point });
  }

  losePower(): Promise<void> {
    return Promise.reject(powerLossNotAvailable(this.id));
  }

  async #ask(name: keyof ToGateway, argument: unknown): Promise<void> {
    if (!this.#isAlive) return;
    // It may end meanwhile, and the sandbox with it: then there is nothing left to do.
    await Promise.race([this.#askGateway(name, argument), this.exited]);
  }
}
