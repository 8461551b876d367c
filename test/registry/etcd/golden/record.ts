import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The record's operations; its first line says what they mean. */
export type Operation =
  | {
      readonly op: 'call';
      readonly seq: number;
      readonly name: string;
      readonly method: string;
      readonly path: string;
      readonly body?: unknown;
      readonly rawBody?: string;
      readonly status: number;
      readonly contentType?: string;
      readonly response?: unknown;
      readonly responseText?: string;
    }
  | {
      readonly op: 'stream-open';
      readonly seq: number;
      readonly name: string;
      readonly stream: string;
      readonly path: string;
      readonly send: readonly unknown[];
      readonly bodyLeftOpen: boolean;
    }
  | {
      readonly op: 'stream-expect';
      readonly seq: number;
      readonly name: string;
      readonly stream: string;
      readonly withinMs: number;
      readonly status: number | null;
      readonly ended: boolean;
      readonly messages: readonly unknown[];
    }
  | {
      readonly op: 'stream-send';
      readonly seq: number;
      readonly name: string;
      readonly stream: string;
      readonly send: readonly unknown[];
      readonly endBody: boolean;
    }
  | {
      readonly op: 'stream-close';
      readonly seq: number;
      readonly name: string;
      readonly stream: string;
    }
  | { readonly op: 'sleep'; readonly seq: number; readonly ms: number };

/** 176 calls and 69 operations on streams, recorded from etcd 3.4.23. */
export function readRecord(): Operation[] {
  const text = readFileSync(join(import.meta.dirname, 'etcd-3.4.23.jsonl'), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.slice(1).map((line) => JSON.parse(line) as Operation);
}
