import { AsyncLocalStorage } from 'node:async_hooks';
import nodeDiagnostics from 'node:diagnostics_channel';
import { expect, test } from 'vitest';
import { createDiagnosticsChannel } from './diagnostics-channel.ts';

type Diagnostics = typeof nodeDiagnostics;

const thrown: unknown[] = [];
const ours = createDiagnosticsChannel((callback) => {
  try {
    callback();
  } catch (error) {
    thrown.push(error);
  }
}) as unknown as Diagnostics;

let run = 0;

/** What a program sees with Node's module and with ours; names are fresh in each run. */
async function bothSee(program: (module: Diagnostics, name: string) => unknown): Promise<void> {
  run += 1;
  const seen = JSON.stringify(await program(ours, `test-${run}`));
  expect(seen).toBe(JSON.stringify(await program(nodeDiagnostics, `test-${run}`)));
}

function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    const { name, message, code } = error as NodeJS.ErrnoException;
    return { name, message, code };
  }
}

test('a channel has one object by its name, and carries messages to its subscribers', () =>
  bothSee(({ channel, hasSubscribers, subscribe, unsubscribe }, name) => {
    const seen: unknown[] = [];
    const note = (message: unknown, from: unknown) => seen.push([message, from]);
    const own = channel(name);
    own.publish('nobody');
    seen.push(own.hasSubscribers, own.subscribe(note), own.hasSubscribers, hasSubscribers(name));
    subscribe(name, note);
    own.publish({ x: 1 });
    seen.push(own.unsubscribe(note), unsubscribe(name, note), own.unsubscribe(note));
    own.publish('nobody');
    return [...seen, channel(name) === own, own.name];
  }));

test('wrong arguments are refused in words', () =>
  bothSee((module, name) => {
    const { channel, subscribe, tracingChannel } = module as unknown as Record<
      string,
      (...args: unknown[]) => { subscribe(subscriber: unknown): unknown }
    >;
    return [
      outcome(() => channel?.(5)),
      outcome(() => channel?.(name).subscribe(5)),
      outcome(() => subscribe?.(name, undefined)),
      outcome(() => tracingChannel?.(5)),
    ];
  }));

test('a bound store is set while runStores calls', () =>
  bothSee(({ channel }, name) => {
    const store = new AsyncLocalStorage<unknown>();
    const own = channel(name) as unknown as {
      bindStore(store: unknown, transform: (data: number) => unknown): void;
      unbindStore(store: unknown): boolean;
      subscribe(subscriber: () => void): void;
      runStores(data: number, fn: (...args: unknown[]) => unknown, ...rest: unknown[]): unknown;
    };
    const seen: unknown[] = [];
    own.bindStore(store, (data) => data * 2);
    own.subscribe(() => seen.push(['published', store.getStore()]));
    seen.push(own.runStores(4, (...args) => [store.getStore(), args], undefined, 'a', 'b'));
    seen.push(own.unbindStore(store), own.unbindStore(store));
    seen.push(own.runStores(4, () => store.getStore() ?? 'none'));
    return seen;
  }));

test('a tracing channel tells the phases of a call', () =>
  bothSee(async ({ tracingChannel }, name) => {
    const tracing = tracingChannel(name) as unknown as {
      subscribe(handlers: object): void;
      unsubscribe(handlers: object): boolean;
      traceSync(fn: () => unknown, context?: object): unknown;
      tracePromise(fn: () => unknown, context?: object): Promise<unknown>;
      traceCallback(fn: unknown, position: number, context: object, ...rest: unknown[]): unknown;
    };
    const seen: unknown[] = [];
    const events = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];
    const handlers = Object.fromEntries(
      events.map((event) => [event, (context: object) => seen.push([event, { ...context }])]),
    );
    const fail = () => {
      throw new Error('broken');
    };
    seen.push(tracing.traceSync(() => 'untraced'));
    tracing.subscribe(handlers);
    seen.push(
      tracing.traceSync(() => 1, { id: 1 }),
      outcome(() => tracing.traceSync(fail)),
    );
    seen.push(await tracing.tracePromise(async () => 2, { id: 2 }));
    seen.push(await tracing.tracePromise(async () => fail()).catch(String));
    const double = (value: number, done: (error: unknown, result: number) => void) =>
      done(value < 0 ? 'negative' : null, value * 2);
    for (const value of [4, -4]) {
      const note = (error: unknown, result: number) => seen.push(['called', error, result]);
      tracing.traceCallback(double, -1, {}, null, value, note);
    }
    seen.push(tracing.unsubscribe(handlers), tracing.unsubscribe(handlers));
    return seen;
  }));

test('a subscriber that throws harms neither the publisher nor the next subscriber', () => {
  const seen: unknown[] = [];
  const error = new Error('broken');
  const channel = ours.channel('throwing');
  channel.subscribe(() => {
    throw error;
  });
  channel.subscribe((message) => seen.push(message));
  channel.publish('message');
  expect(seen).toEqual(['message']);
  expect(thrown).toEqual([error]);
});
