/**
 * What services do with the vetted packages, in every kind of sandbox alike. The services are
 * files, so that the packages' types are tested with them.
 */
import { describe, expect, test } from 'vitest';
import { type MakeSandbox, useSandbox } from '../contract/lab.ts';
import cockatiel from './services/cockatiel.ts?raw';
import context from './services/context.ts?raw';
import adapter from './services/greeter/adapter.ts?raw';
import greetPb from './services/greeter/greet_pb.ts?raw';
import routes from './services/greeter/routes.ts?raw';
import greeter from './services/greeter/server.ts?raw';
import hono from './services/hono.ts?raw';
import onDemand from './services/on-demand.ts?raw';
import zod from './services/zod.ts?raw';

export function describePackages(name: string, make: MakeSandbox): void {
  describe(`packages in ${name}`, () => {
    const lab = useSandbox(make);
    const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });

    test('zod tells a good order from a bad one', async () => {
      const service = await lab.run(zod);
      const good = await lab.fetch(service, '/', post({ item: 'tea', colour: 'green' }));
      expect([good.status, await good.json()]).toEqual([201, { item: 'tea', quantity: 1 }]);
      const bad = await lab.fetch(service, '/', post({ item: '', quantity: 'two' }));
      expect([bad.status, await bad.json()]).toEqual([
        422,
        [
          'item: Too small: expected string to have >=1 characters',
          'quantity: Invalid input: expected number, received string',
        ],
      ]);
    });

    test('hono answers what it has routes for, and nothing else', async () => {
      const service = await lab.run(hono);
      expect(await lab.text(service, '/hello/Ada?from=London')).toBe('Hello, Ada (London)');
      const nothing = await lab.fetch(service, '/hello');
      expect([nothing.status, await nothing.text()]).toEqual([404, '404 Not Found']);
    });

    test('hono reads JSON, and answers with status, headers and its own errors', async () => {
      const service = await lab.run(hono);
      const good = await lab.fetch(service, '/orders', post({ quantity: 2 }));
      expect(good.status).toBe(201);
      expect(good.headers.get('location')).toBe('/orders/1');
      expect(good.headers.get('content-type')).toBe('application/json');
      expect(await good.json()).toEqual({ id: 1, quantity: 2 });
      const bad = await lab.fetch(service, '/orders', post({ quantity: 0 }));
      expect([bad.status, await bad.text()]).toEqual([422, 'Order something.']);
    });

    test('hono streams', async () => {
      const service = await lab.run(hono);
      const answer = await lab.fetch(service, '/count');
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(await answer.text()).toBe('1\n2\n3\n');
    });

    test('a context goes with its request through hono', async () => {
      const service = await lab.run(context);
      const asks = (id: string) => lab.text(service, '/', { headers: { 'x-request-id': id } });
      expect(await Promise.all(['a', 'b', 'c'].map(asks))).toEqual(['a', 'b', 'c']);
    });

    test('cockatiel retries, and gives up in the end', async () => {
      const service = await lab.run(cockatiel);
      expect(await lab.text(service, '/two-failures')).toBe('done after 3');
      expect(await lab.text(service, '/ten-failures')).toBe('not yet after 4');
    });

    test('cockatiel opens a circuit, and ends what takes too long', async () => {
      const service = await lab.run(cockatiel);
      expect(await lab.text(service, '/breaks')).toBe('open after 2');
      expect(await lab.text(service, '/too-slow')).toBe('given up');
    });

    test('Connect answers a call, and an error with its code', async () => {
      const service = await lab.run(GREETER);
      const call = (body: unknown) =>
        lab.fetch(service, '/greet.v1.Greeter/Greet', {
          ...post(body),
          headers: { 'content-type': 'application/json' },
        });
      expect(await (await call({ name: 'Ada' })).json()).toEqual({ greeting: 'Hello, Ada' });
      const refused = await call({});
      expect(refused.status).toBe(400);
      expect(await refused.json()).toEqual({
        code: 'invalid_argument',
        message: 'Say who you are.',
      });
    });

    test('Connect streams its answers', async () => {
      const service = await lab.run(GREETER);
      const answer = await lab.fetch(service, '/greet.v1.Greeter/Count', {
        method: 'POST',
        body: enveloped({ to: 3 }),
        headers: { 'content-type': 'application/connect+json' },
      });
      expect(answer.status).toBe(200);
      const messages = fromEnvelopes(new Uint8Array(await answer.arrayBuffer()));
      expect(messages).toEqual([{ number: 1 }, { number: 2 }, { number: 3 }, {}]);
    });

    test('Connect calls in memory', async () => {
      const service = await lab.run(GREETER);
      expect(await lab.text(service, '/in-memory')).toBe('Hello, Grace 1,2,3');
    });

    test('a package can be imported on demand, but none that the service does not name', async () => {
      const service = await lab.run(onDemand);
      expect(await lab.text(service, '/cockatiel')).toBe('true ERR_MODULE_NOT_FOUND');
    });

    test('a package that is not here is named, with those that are', async () => {
      const [fault] = await lab.sync("import express from 'express';");
      expect(fault).toMatchObject({ code: 'unknown-import', line: 1 });
      expect(fault?.message).toBe("There is no package 'express' here.");
      expect(fault?.hint).toContain('There are zod, hono, @hono/node-server, cockatiel,');
    });
  });
}

const GREETER = {
  'hello/server.ts': greeter,
  'hello/routes.ts': routes,
  'hello/adapter.ts': adapter,
  'hello/greet_pb.ts': greetPb,
};

/** A message of a stream: a byte of flags, its length in four, then itself (Connect's protocol). */
function enveloped(message: unknown): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(message));
  const bytes = new Uint8Array(5 + json.length);
  new DataView(bytes.buffer).setUint32(1, json.length);
  bytes.set(json, 5);
  return bytes;
}

function fromEnvelopes(bytes: Uint8Array): unknown[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: unknown[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + 5 + view.getUint32(at + 1);
    messages.push(JSON.parse(new TextDecoder().decode(bytes.subarray(at + 5, end))));
    at = end;
  }
  return messages;
}
