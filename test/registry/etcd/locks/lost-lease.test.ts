import { expect, test } from 'vitest';
import { OurServer } from '../support/our-server.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each([
  [false, 500, 'mutex: session is expired'],
  // As etcd 3.4.23 does it, for a lesson.
  [true, 200, base64('m/b')],
])(
  'a waiter whose lease ran out: grantsLockWithoutLease %s answers %i',
  async (mode, status, text) => {
    const server = await OurServer.start({ grantsLockWithoutLease: mode });
    const post = (path: string, body: object) =>
      server.call('POST', `/v3/${path}`, JSON.stringify(body));
    await post('lease/grant', { ID: 10, TTL: 60 });
    await post('lease/grant', { ID: 11, TTL: 2 });
    await post('lock/lock', { name: base64('m'), lease: 10 });
    const waits = post('lock/lock', { name: base64('m'), lease: 11 });
    await server.pass(0);
    await server.pass(3000);
    await post('lease/revoke', { ID: 10 });
    const answer = await waits;
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  },
);
