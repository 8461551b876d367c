import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** The rooms of the house from the top: each imports from those below it, and from no other. */
const ROOMS = [
  'playground/page',
  'playground/terminal',
  'lessons',
  'runtime/scenario',
  'runtime/play',
  'runtime/course',
  'runtime/sandbox',
  'runtime/network',
  'runtime/registry',
  'runtime/process',
  'runtime/compile',
];

test('imports lead down the house only', () => {
  expect(importsBetweenRooms().filter(({ from, to }) => indexOf(from) >= indexOf(to))).toEqual([]);
});

test('the page and the terminal know nothing of each other, and nobody below knows of them', () => {
  const upwards = importsBetweenRooms().filter(({ to }) => to.startsWith('playground/'));
  expect(upwards).toEqual([]);
});

test('the registry runs anywhere: it imports no other room', () => {
  expect(importsBetweenRooms().filter(({ from }) => from === 'runtime/registry')).toEqual([]);
});

test('lessons import the API of scenarios alone', () => {
  const lessons = importsBetweenRooms().filter(({ from }) => from === 'lessons');
  expect(new Set(lessons.map(({ to }) => to))).toEqual(new Set(['runtime/scenario']));
});

test('every package that we depend on has its line in ARCHITECTURE.md, and no other has', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  const table = read('ARCHITECTURE.md').split('## What we depend on')[1] ?? '';
  const cells = [...table.matchAll(/^\| (`[^|]*`) \|/gm)].map(([, cell]) => cell);
  const named = [...cells.join().matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
});

/** A file that stands right in a step's folder. */
const STEP_FILE = /^lessons\/[^/]+\/[^/]+\/[^/]+$/;

interface Import {
  readonly from: string;
  readonly to: string;
  readonly file: string;
}

const IMPORT = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

function importsBetweenRooms(): Import[] {
  return ROOMS.flatMap((from) => sourcesOf(from).flatMap((file) => importsOf(from, file)));
}

function importsOf(from: string, file: string): Import[] {
  return [...read(file).matchAll(IMPORT)]
    .map(([, specifier = '']) => ({ from, to: roomOf(join(dirname(file), specifier)), file }))
    .filter(({ to }) => to !== from);
}

/** Tests and what is made for them may reach anywhere; what learners write is no part of the house. */
function sourcesOf(room: string): string[] {
  // A check, and what it has in files beside it.
  const isOurs = (path: string) => room !== 'lessons' || STEP_FILE.test(path);
  return readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .map((path) => `${room}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.(?:mjs|tsx?)$/.test(path) && !/\.test\.ts$|\btesting\b/.test(path))
    .filter(isOurs);
}

function roomOf(path: string): string {
  return ROOMS.find((room) => path.startsWith(`${room}/`)) ?? path;
}

function indexOf(room: string): number {
  const index = ROOMS.indexOf(room);
  return index < 0 ? Number.NEGATIVE_INFINITY : index;
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
