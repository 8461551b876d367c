import type { Step } from '../../runtime/course/step.ts';
import { showHint } from './commands/hint.ts';
import { showList } from './commands/list.ts';
import { resetQuestion, showReset } from './commands/reset.ts';
import { isPassed, showSolution, solutionQuestion } from './commands/solution.ts';
import { type Context, stepAfter } from './context.ts';
import type { Key } from './keys.ts';

const KEYS_LINE = 'h hint · s solution · r reset · c check · l list · n next · q quit';

/** What keys make the session do. */
export interface SessionActions {
  check(): void;
  /** Ends the session; with a step, to go on to it. */
  end(next: Step | null): void;
}

/** What each key does while a step is watched. */
export class WatchKeys {
  readonly #context: Context;
  readonly #step: Step;
  readonly #actions: SessionActions;
  #question: { readonly text: string; readonly yes: () => Promise<void> } | null = null;

  constructor(context: Context, step: Step, actions: SessionActions) {
    this.#context = context;
    this.#step = step;
    this.#actions = actions;
  }

  /** The line that waits at the bottom of the terminal: a question, or the keys there are. */
  get prompt(): string {
    return this.#question === null ? KEYS_LINE : `${this.#question.text} (y/N)`;
  }

  /** Does what a key asks for, and resolves when it is done. */
  async press(key: Key): Promise<void> {
    const question = this.#question;
    this.#question = null;
    if (key === 'quit') return this.#actions.end(null);
    if (question === null) await this.#act(key);
    else if (key === 'yes') await question.yes();
    this.#context.screen.wait(this.prompt);
  }

  async #act(key: Key): Promise<void> {
    const context = this.#context;
    const step = this.#step;
    context.screen.gap();
    switch (key) {
      case 'hint':
        return showHint(context, step);
      case 'list':
        return showList(context, step);
      case 'check':
        return this.#actions.check();
      case 'solution':
        if (await isPassed(context, step)) return showSolution(context, step);
        return this.#ask(solutionQuestion(step), () => showSolution(context, step));
      case 'reset':
        return this.#ask(resetQuestion(step), () => showReset(context, step));
      case 'next':
        return this.#goOn();
    }
  }

  #ask(text: string, yes: () => Promise<void>): void {
    this.#question = { text, yes };
  }

  async #goOn(): Promise<void> {
    const { screen } = this.#context;
    const { id, title } = this.#step;
    const next = stepAfter(this.#context, this.#step);
    if (next === undefined) screen.say(`${id} ${title} is the last step there is.`);
    else if (await isPassed(this.#context, this.#step)) this.#actions.end(next);
    else
      screen.tell(`${id} ${title} is not passed yet. \`npm run lesson -- next\` goes on anyway.`);
  }
}
