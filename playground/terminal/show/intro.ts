import type { DeclaredService } from '../../../runtime/course/step.ts';
import type { OpenedStep } from '../workspace/open-step.ts';
import { wrap } from './columns.ts';
import { curlCommand } from './curl.ts';
import type { Style } from './style.ts';

export interface IntroOptions {
  readonly opened: OpenedStep;
  /** Whether the learner has changed something: then a verdict will say what to do next. */
  readonly isBegun: boolean;
  /** The services with the ports on which they run here. */
  readonly services: readonly DeclaredService[];
  /** A path in the workspace, as the learner would write it. */
  readonly shown: (path: string) => string;
  readonly width: number;
  readonly style: Style;
}

/** What a learner sees first: what to reach, where the files are, where the service is. */
export function introLines(options: IntroOptions): string[] {
  const { opened, isBegun, services, shown, width, style } = options;
  const { step, notices } = opened;
  const rows = [
    ['Goal', step.goal],
    ['Read', shown('STEP.md')],
    ['Edit', step.edit.map(shown).join(', ')],
    ['Try', curlCommand({ ...step, services }, services[0]?.port)],
  ] as const;
  return [
    style.heading(`${step.id} ${step.title}`),
    style.quiet(step.lesson),
    '',
    ...rows.flatMap(([name, text]) =>
      wrap(`${style.quiet(name)}  ${' '.repeat(4 - name.length)}${text}`, width, ' '.repeat(6)),
    ),
    '',
    ...notices.flatMap((notice) => [...wrap(style.attention(notice), width), '']),
    ...(isBegun ? [] : [...wrap(begin(step.edit.map(shown)[0] ?? ''), width), '']),
  ];
}

function begin(file: string): string {
  return `Next: Read the step, change ${file}, and save: every save is checked.`;
}
