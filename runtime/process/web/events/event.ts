import { missingArguments } from '../arguments.ts';
import { host } from '../host.ts';
import { type Inspect, type InspectOptions, inspectAs, inspectCustom } from '../inspect.ts';

export interface EventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
}

/**
 * Where an event is on its way. Held apart from the event, so that only EventTarget can change it.
 */
export interface Dispatch {
  target: object | null;
  running: boolean;
  stopped: boolean;
  trusted: boolean;
}

const dispatches = new WeakMap<Event, Dispatch>();

/** The dispatch state of an event; an error when the value is no Event. */
export function dispatchOf(event: Event): Dispatch {
  const dispatch = dispatches.get(event);
  if (dispatch === undefined) throw new TypeError('Illegal invocation');
  return dispatch;
}

/** https://dom.spec.whatwg.org/#interface-event, as Node has it: no tree, so one target. */
export class Event {
  static readonly NONE = 0;
  static readonly CAPTURING_PHASE = 1;
  static readonly AT_TARGET = 2;
  static readonly BUBBLING_PHASE = 3;

  readonly #dispatch: Dispatch = { target: null, running: false, stopped: false, trusted: false };
  readonly #timeStampMs = host.clock.monotonicMs();
  #type: string;
  #bubbles: boolean;
  #cancelable: boolean;
  readonly #composed: boolean;
  #defaultPrevented = false;
  #propagationStopped = false;

  constructor(...[type, options]: [type: string, options?: EventInit]) {
    if (type === undefined) throw missingArguments('type');
    this.#type = `${type}`;
    this.#bubbles = Boolean(options?.bubbles);
    this.#cancelable = Boolean(options?.cancelable);
    this.#composed = Boolean(options?.composed);
    dispatches.set(this, this.#dispatch);
  }

  get type(): string {
    return this.#type;
  }

  get target(): object | null {
    return this.#dispatch.target;
  }

  get srcElement(): object | null {
    return this.#dispatch.target;
  }

  get currentTarget(): object | null {
    return this.#dispatch.running ? this.#dispatch.target : null;
  }

  get bubbles(): boolean {
    return this.#bubbles;
  }

  get cancelable(): boolean {
    return this.#cancelable;
  }

  get composed(): boolean {
    return this.#composed;
  }

  get defaultPrevented(): boolean {
    return this.#cancelable && this.#defaultPrevented;
  }

  get returnValue(): boolean {
    return !this.defaultPrevented;
  }

  /** Milliseconds on the process's monotonic clock. */
  get timeStamp(): number {
    return this.#timeStampMs;
  }

  get eventPhase(): number {
    return this.#dispatch.running ? Event.AT_TARGET : Event.NONE;
  }

  get isTrusted(): boolean {
    return this.#dispatch.trusted;
  }

  get cancelBubble(): boolean {
    return this.#propagationStopped;
  }

  set cancelBubble(value: boolean) {
    if (value) this.#propagationStopped = true;
  }

  composedPath(): object[] {
    return this.#dispatch.running && this.#dispatch.target !== null ? [this.#dispatch.target] : [];
  }

  preventDefault(): void {
    this.#defaultPrevented = true;
  }

  stopPropagation(): void {
    this.#propagationStopped = true;
  }

  stopImmediatePropagation(): void {
    this.#propagationStopped = true;
    this.#dispatch.stopped = true;
  }

  initEvent(type: string, bubbles = false, cancelable = false): void {
    if (this.#dispatch.running) return;
    this.#type = `${type}`;
    this.#bubbles = Boolean(bubbles);
    this.#cancelable = Boolean(cancelable);
  }

  [inspectCustom](depth: number, options: InspectOptions, inspect: Inspect): string {
    const { type, defaultPrevented, cancelable, timeStamp } = this;
    const members = { type, defaultPrevented, cancelable, timeStamp };
    return inspectAs(this.constructor.name, members, depth, options, inspect);
  }

  get [Symbol.toStringTag](): string {
    return 'Event';
  }
}

export interface CustomEventInit<T> extends EventInit {
  detail?: T;
}

/** https://dom.spec.whatwg.org/#interface-customevent */
export class CustomEvent<T = unknown> extends Event {
  readonly #detail: T | null;

  constructor(...[type, options]: [type: string, options?: CustomEventInit<T>]) {
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail(): T | null {
    return this.#detail;
  }

  override get [Symbol.toStringTag](): string {
    return 'CustomEvent';
  }
}
