import { Agent, request } from 'node:http';
import { grpcClient } from './grpc-client.ts';

/** One client of etcd's API: each call resolves when it has been answered. */
export interface Client {
  put(key: string, value: string): Promise<unknown>;
  range(key: string): Promise<unknown>;
  /** Puts a key if its version is what it has been, else reads it. */
  txn(key: string, value: string): Promise<unknown>;
  close(): void;
}

export type Protocol = 'JSON' | 'gRPC';

export const CLIENTS: Readonly<Record<Protocol, (url: string) => Client>> = {
  JSON: jsonClient,
  gRPC: grpcClient,
};

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The JSON gateway, on one connection that stays open. */
function jsonClient(url: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const post = (path: string, body: object) => postJson(`${url}/v3/kv/${path}`, body, agent);
  return {
    put: (key, value) => post('put', { key: base64(key), value: base64(value) }),
    range: (key) => post('range', { key: base64(key) }),
    txn: (key, value) =>
      post('txn', {
        compare: [{ key: base64(key), target: 'VERSION', result: 'GREATER', version: '0' }],
        success: [{ requestPut: { key: base64(key), value: base64(value) } }],
        failure: [{ requestRange: { key: base64(key) } }],
      }),
    close: () => agent.destroy(),
  };
}

/** Posts, and resolves with the answer's text; rejects for one that is no success. */
export function postJson(url: string, body: object, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const headers = { 'content-length': Buffer.byteLength(text) };
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      let answer = '';
      response.setEncoding('utf8').on('data', (piece: string) => {
        answer += piece;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve(answer);
        else reject(new Error(`${url} answered ${response.statusCode}: ${answer}`));
      });
    });
    asked.on('error', reject);
    asked.end(text);
  });
}
