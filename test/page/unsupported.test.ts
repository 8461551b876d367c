import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { allSteps, readCourse } from '../../runtime/course/read.ts';
import type { Step } from '../../runtime/course/step.ts';
import { type Learner, see } from './learner.ts';
import { builtSite } from './sites.ts';
import { opened, visits } from './visits.ts';

const ENTRY = 'hello/server.ts';
const steps = allSteps(await readCourse(join(import.meta.dirname, '../../lessons')));
const startCode = (steps[0] as Step).start[ENTRY] as string;

const arrives = visits(opened(builtSite));
let learner: Learner;

beforeEach(async () => {
  learner = await arrives();
});

/** What the editor says at the first mistake in the file. */
async function marked(): Promise<string> {
  const { page } = learner;
  await see(page.locator('.monaco-editor .squiggly-error').first()).toBeVisible();
  await page.keyboard.press('F8');
  const message = page.locator('.monaco-editor .marker-widget .descriptioncontainer');
  await see(message).toBeVisible();
  return (await message.innerText()).replaceAll('\u00a0', ' ');
}

test('a member that the sandbox lacks is marked while it is typed, with what to do', async () => {
  await learner.type(`import { watch } from 'node:fs';\nwatch('a');\n${startCode}`);
  await see
    .poll(marked)
    .toContain("node:fs in the browser sandbox has no 'watch'.\nNothing else writes");
});

test('what cannot be erased is marked while it is typed, and in the lab, with its replacement', async () => {
  await learner.type(`enum Mood { Good, Bad }\nconsole.log(Mood.Good);\n${startCode}`);
  const replacement = 'const Mood = { Good: 0, Bad: 1 } as const;';
  await see.poll(marked).toContain(replacement);
  await learner.press('Run');
  await see(learner.page.getByRole('alert', { name: 'Problem' })).toContainText(replacement);
});

test('of what the sandbox has, the editor knows the types', async () => {
  const code = `import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
const server = createServer((message: IncomingMessage, response) => {
  response.end(message.socket.remotePort?.toFixed() ?? import.meta.url);
});
await once(server.listen(0), 'listening');
request({ port: 80, signal: AbortSignal.timeout(1) }).end();
const url = new URL('http://localhost'); const copy = structuredClone({ url });
const { status } = await fetch(copy.url, { headers: new Headers({ a: 'b' }) });
test('it', () => void Buffer.from(String(status)).toString('base64'));
const text: number = await readFile('a', 'utf8');
console.log(text, process.hrtime.bigint());`;
  await learner.type(code);
  const { page } = learner;
  const squiggles = page.locator('.monaco-editor .squiggly-error');
  await see(squiggles).toHaveCount(1);
  await see.poll(marked).toContain("Type 'string' is not assignable to type 'number'");
});

test('completion offers the modules and members that the sandbox has, and no others', async () => {
  const { page } = learner;
  const offered = page.locator('.monaco-editor .suggest-widget .monaco-list-row .label-name');
  await learner.type(`import { } from 'node:';\n`);
  await page.keyboard.press('Control+Home');
  for (const key of ['End', 'ArrowLeft', 'ArrowLeft', 'Control+Space']) {
    await page.keyboard.press(key);
  }
  await see.poll(() => offered.allInnerTexts()).toContain('node:http');
  const modules = await offered.allInnerTexts();
  expect(modules.filter((name) => /child_process|cluster|tls|not-in/.test(name))).toEqual([]);
});
