import { expect, test } from 'vitest';
import { type Report, ReportReader } from './report.ts';

function readAll(...pieces: string[]): Report[] {
  const reports: Report[] = [];
  const reader = new ReportReader((report) => reports.push(report));
  for (const piece of pieces) reader.add(piece);
  return reports;
}

test('reads reports line by line, however they are cut', () => {
  expect(
    readAll(
      '{"type":"listening","port":8080,"host":"::"}\n{"type":"port-',
      'taken","port":1}',
      '\n',
    ),
  ).toEqual([
    { type: 'listening', port: 8080, host: '::' },
    { type: 'port-taken', port: 1 },
  ]);
});

test('leaves out what is no report: a service can write to the descriptor too', () => {
  const lines = ['hello', 'null', '7', '{}', '{"type":"listening","port":"8080","host":"::"}'];
  expect(readAll(`${lines.join('\n')}\n{"type":"uncaught","stack":"Error: x"}\n`)).toEqual([
    { type: 'uncaught', stack: 'Error: x' },
  ]);
});
