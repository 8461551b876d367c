import type { Files } from '../../../runtime/compile/types.ts';
import type { Step } from '../../../runtime/course/index.ts';
import { curlCommand } from '../show/curl.ts';

const TEXT_FILE = 'STEP.md';
const SETTINGS_FILE = 'tsconfig.json';

/** So that an editor types the services as Brownout runs them: Node's types, erasable syntax. */
const SETTINGS = {
  compilerOptions: {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'NodeNext',
    types: ['node'],
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
  },
};

/** What a step puts into the workspace: its own files, its text, and settings for the editor. */
export function stepFiles(step: Step): Files {
  return {
    ...step.start,
    [TEXT_FILE]: stepText(step),
    [SETTINGS_FILE]: `${JSON.stringify(SETTINGS, null, 2)}\n`,
  };
}

/** The files that a service may be made of: the workspace without what only the reader uses. */
export function sourceFiles(workspace: Files): Files {
  const { [TEXT_FILE]: _text, [SETTINGS_FILE]: _settings, ...sources } = workspace;
  return sources;
}

/** Whether two sets of files would run the same services. */
export function sameSources(a: Files, b: Files): boolean {
  const [one, other] = [sourceFiles(a), sourceFiles(b)];
  const paths = Object.keys(one);
  return (
    paths.length === Object.keys(other).length && paths.every((path) => one[path] === other[path])
  );
}

/** Whether the learner has changed what the step would run. */
export function isBegun(step: Step, workspace: Files): boolean {
  return !sameSources(workspace, step.start);
}

function stepText(step: Step): string {
  const [services, them] =
    step.services.length === 1 ? ['the service runs', 'it'] : ['the services run', 'them'];
  const terminal =
    `In the terminal ${services} all the while, and every save checks ${them}. ` +
    `Where the text says Send: \`${curlCommand(step)}\``;
  return `# ${step.id} ${step.title}\n\n> ${terminal}\n\n${step.prose}\n`;
}
