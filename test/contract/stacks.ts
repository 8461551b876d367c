import { expect, test } from 'vitest';
import { type Exceptions, testOf } from './exceptions.ts';
import { handler } from './fixtures.ts';
import { type MakeSandbox, placeOf, useSandbox } from './lab.ts';

/** Ways to an error. What is called `at` is written in Node's stack at that place of the source. */
interface Way {
  readonly name: string;
  readonly code: string;
  readonly at: readonly string[];
}

/** Each is the body of an async function; the error that comes out of it is looked at. */
const CAUGHT: readonly Way[] = [
  {
    name: 'made with new',
    code: "throw new RangeError('made with new');",
    at: ["new RangeError('made with new')"],
  },
  {
    name: 'made by a call',
    code: "throw Error('made by a call');",
    at: ["Error('made by a call')"],
  },
  {
    name: 'behind a name, a member and an imported function',
    code: `const cup = { fill: () => { empty(1); } };
  const pour = () => { cup.fill(); };
  pour();`,
    at: ['empty(1)', 'fill(); }', 'pour();'],
  },
  {
    name: 'in a constructor and a method of a class',
    code: `class Cup {
    constructor() { this.check(); }
    check() { throw new Error('no size'); }
  }
  new Cup();`,
    at: ['check(); }', "new Error('no size')", 'new Cup()'],
  },
  {
    name: "in an array's callback",
    code: "[1].map((each) => { throw new Error('not ' + each); });",
    at: ["new Error('not '", 'map((each)'],
  },
  {
    name: 'after an await',
    code: "const late = async () => { await null; throw new Error('late'); }; await late();",
    at: ["new Error('late')"],
  },
  {
    name: 'rejected in a callback',
    code: "await new Promise((_, no) => setTimeout(() => no(new Error('in time')), 1));",
    at: ["new Error('in time')"],
  },
  {
    name: 'in a module imported later',
    code: "(await import('./later.ts')).fail(7);",
    at: ['fail(7)'],
  },
];

/** Where the call is the last thing that its function does. */
const TAIL_CALLS: readonly Way[] = [
  {
    name: 'behind functions that return what they call',
    code: 'const fill = () => empty(1); const pour = () => fill(); pour();',
    at: ['empty(1)', 'fill(); pour', 'pour();'],
  },
];

/** Where no call is written. */
const MEMBERS: readonly Way[] = [
  {
    name: 'in a getter',
    code: `const cup = { get size() { throw new Error('no size'); } };
  const sum = cup.size + 1;
  console.log(sum);`,
    at: ["new Error('no size')", 'size + 1'],
  },
];

const BY_THE_ENGINE: readonly Way[] = [
  {
    name: 'a call of what is no function',
    code: "const tea = 'tea' as unknown as () => void; tea();",
    at: ['tea();'],
  },
];

const EMPTY = `export function empty(litres: number): never {
  const left: number = litres - 1; throw new Error('empty: ' + left);
}
`;
const LATER = `export const fail = (cups: number): never => {
  throw new TypeError('later: ' + cups);
};
`;

/** What ends a process, and where: the place of the line that is printed, and of its stack. */
const UNCAUGHT: readonly Way[] = [
  { name: 'in a handler of requests', code: "throw new Error('now')", at: ['new Error'] },
  {
    name: 'in a rejected promise',
    code: "Promise.reject(new Error('now'))",
    at: ['new Error'],
  },
  {
    name: 'in the callback of a timer',
    code: "setTimeout(() => { throw new Error('now'); }, 1)",
    at: ['new Error'],
  },
  {
    name: 'in nextTick',
    code: "process.nextTick(() => { throw new Error('now'); })",
    at: ['new Error'],
  },
  {
    name: 'in a microtask',
    code: "queueMicrotask(() => { throw new Error('now'); })",
    at: ['new Error'],
  },
  {
    name: "in an emitter's listener",
    code: "server.once('tea', () => { throw new Error('now'); }).emit('tea')",
    at: ['new Error', "emit('tea')"],
  },
  {
    name: 'in an async function that nobody awaits',
    code: "void (async () => { await null; throw new Error('now'); })()",
    at: ['new Error'],
  },
];

/** Stacks name the learner's file, line and column as Node does, in every engine. */
export function describeStacks(make: MakeSandbox, exceptions: Exceptions): void {
  const lab = useSandbox(make);

  /** What each way's stack lacks of its places, and the stacks as they came. */
  async function look(ways: readonly Way[]): Promise<{ lacking: string[]; stacks: string[] }> {
    const functions = ways.map(
      ({ code }, index) => `const way${index} = async () => {\n  ${code}\n};`,
    );
    const source = `import { empty } from './empty.ts';
${functions.join('\n')}
${handler(`  const ways = [${ways.map((_, index) => `way${index}`).join()}];
  const way = ways[Number(request.url?.slice(1))] as () => Promise<void>;
  response.end(await way().then(() => 'no error', (error: Error) => error.stack));
  void empty;`)}`;
    await lab.sync({
      'hello/server.ts': source,
      'hello/empty.ts': EMPTY,
      'hello/later.ts': LATER,
    });
    const hello = await lab.start();
    const lacking: string[] = [];
    const stacks: string[] = [];
    for (const [index, { name, at }] of ways.entries()) {
      const stack = await lab.text(hello, `/${index}`);
      stacks.push(stack);
      const places = new Set(stack.match(/(?<=server\.ts:)\d+:\d+/g));
      for (const piece of at) {
        const place = placeOf(source, piece);
        if (!places.has(place)) lacking.push(`${name}: ${piece} at ${place} in ${stack}`);
      }
    }
    return { lacking, stacks };
  }

  /** What a service that dies of its first request prints. */
  async function printedOf(source: string): Promise<string> {
    const hello = await lab.run(source);
    await lab.fetch(hello).catch(() => undefined);
    await hello.exited;
    return lab.printed(hello.id, 'stderr');
  }

  test('an error that is caught tells where it was made, and by whom', async () => {
    const { lacking, stacks } = await look(CAUGHT);
    expect(lacking).toEqual([]);
    expect(stacks.join()).toContain(`empty.ts:${placeOf(EMPTY, 'new Error')}`);
    expect(stacks.join()).toContain(`later.ts:${placeOf(LATER, 'new TypeError')}`);
    expect(stacks.join()).not.toMatch(/blob:|node_modules|http:/);
  });

  testOf('frames of tail calls', exceptions)('and those that only returned a call', async () => {
    expect((await look(TAIL_CALLS)).lacking).toEqual([]);
  });

  testOf('columns of members', exceptions)('and which member was read', async () => {
    expect((await look(MEMBERS)).lacking).toEqual([]);
    expect(await printedOf(MEMBER_OF_NOTHING)).toContain(
      `server.ts:${placeOf(MEMBER_OF_NOTHING, 'cups));')}`,
    );
  });

  testOf('stacks of engine errors', exceptions)('and where the engine threw it', async () => {
    expect((await look(BY_THE_ENGINE)).lacking).toEqual([]);
  });

  test.each(UNCAUGHT)(
    'an error that nobody catches is printed with its place: $name',
    async ({ code, at: [thrown = '', ...callers] }) => {
      const source = handler(`  ${code};`);
      const hello = await lab.run(source);
      await lab.fetch(hello).catch(() => undefined);
      await hello.exited;
      const printed = lab.printed(hello.id, 'stderr');
      expect(printed).toContain(`hello/server.ts:${placeOf(source, thrown).split(':')[0]}\n`);
      expect(printed).toContain(`\n  ${code};\n`);
      expect(printed).toContain('Error: now\n    at ');
      const [first] = printed.match(/(?<=server\.ts:)\d+:\d+/g) ?? [];
      expect(first).toBe(placeOf(source, thrown));
      for (const caller of callers)
        expect(printed).toContain(`server.ts:${placeOf(source, caller)}`);
    },
  );

  test('a stack that a program prints names its files, whoever threw the error', async () => {
    const hello = await lab.run(PRINTS_A_STACK);
    await lab.text(hello);
    await lab.untilPrinted(hello.id, 'stderr', 'server.ts');
    const printed = lab.printed(hello.id, 'stderr');
    const [line] = placeOf(PRINTS_A_STACK, 'tea.cups').split(':');
    expect(printed).toMatch(/^ {4}at /m);
    expect(printed).toContain(`file:///hello/server.ts:${line}:`);
    expect(printed).not.toMatch(/blob:|http:/);
  });

  test("an error that the engine throws is printed with the learner's line", async () => {
    const printed = await printedOf(MEMBER_OF_NOTHING);
    expect(printed).toMatch(/^TypeError: /m);
    expect(printed).toContain('\n  response.end(String(tea.cups));\n');
    const [line] = placeOf(MEMBER_OF_NOTHING, 'cups));').split(':');
    expect(printed).toContain(`server.ts:${line}:`);
    expect(printed).not.toMatch(/blob:|node_modules|http:/);
  });
}

const PRINTS_A_STACK = handler(`  const tea = undefined as unknown as { cups: number };
  try { tea.cups; } catch (error) { console.error((error as Error).stack); }
  response.end();`);

const MEMBER_OF_NOTHING = handler(`  const tea = undefined as unknown as { cups: number };
  response.end(String(tea.cups));`);
