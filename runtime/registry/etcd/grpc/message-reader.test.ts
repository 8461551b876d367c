import { expect, test } from 'vitest';
import { frame } from '../../../../test/registry/etcd/support/grpc-call.ts';
import { fc } from '../../../../test/support/properties.ts';
import { MessageReader } from './message-reader.ts';

test('messages are the same in whatever pieces they come', () => {
  const messages = fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 5 });
  fc.assert(
    fc.property(messages, fc.array(fc.nat({ max: 120 })), (sent, cuts) => {
      const body = Buffer.concat(sent.map((message) => frame(message)));
      const places = [0, ...cuts.map((at) => Math.min(at, body.length)), body.length];
      places.sort((a, b) => a - b);
      const reader = new MessageReader();
      const read: Uint8Array[] = [];
      places.slice(1).forEach((end, index) => {
        reader.push(body.subarray(places[index], end));
        for (let next = reader.next(); next !== null; next = reader.next()) read.push(next);
      });
      expect(read.map((bytes) => [...bytes])).toEqual(sent.map((bytes) => [...bytes]));
      expect(reader.isWithin).toBe(false);
    }),
  );
});
