/** `npm run course`: proves the steps of the course, or tries mutants of their solutions. */
import { parseArgs } from 'node:util';
import { CourseError } from '../../runtime/course/error.ts';
import { mutateSteps } from './mutate/index.ts';
import { proveSteps } from './prove/index.ts';
import { checkedSteps } from './steps.ts';

const USAGE = `npm run course -- [mutate] [--node] [step]...

Proves each step, or those named (3.1, or 3 for a lesson): in the simulator and live the start fails, the
solution passes and each wrong answer fails with its reason; the Go listing compiles.
  --node   leaves Chromium out
  mutate   changes each solution in one place at a time, and says which changes its check lets through
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { node: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const mutates = positionals[0] === 'mutate';
  const asked = mutates ? positionals.slice(1) : positionals;
  try {
    const all = await checkedSteps();
    const isOf = (id: string, name: string) => id === name || id.startsWith(`${name}.`);
    const unknown = asked.find((name) => !all.some(({ step }) => isOf(step.id, name)));
    if (unknown !== undefined) {
      const known = all.map(({ step }) => step.id).join(', ');
      console.error(`No step is "${unknown}". There are ${known}.\n\n${USAGE}`);
      return 2;
    }
    const steps = all.filter(
      ({ step }) => asked.length === 0 || asked.some((name) => isOf(step.id, name)),
    );
    const print = (text: string) => console.log(text);
    const right = mutates
      ? await mutateSteps(steps, print)
      : await proveSteps(steps, { onlyNode: values.node ?? false, print });
    return right ? 0 : 1;
  } catch (error) {
    if (!(error instanceof CourseError)) throw error;
    console.error(error.message);
    return 2;
  }
}
