import type { Step } from '../../runtime/course/step.ts';
import { type Question, yesOrNo } from './choice.ts';
import { showHint } from './commands/hint.ts';
import { showList } from './commands/list.ts';
import { resetQuestion, showReset } from './commands/reset.ts';
import { isPassed, showSolution, solutionQuestion } from './commands/solution.ts';
import { type Context, stepAfter } from './context.ts';
import type { Key } from './keys.ts';
import { type Playable, playQuestion } from './play-menu.ts';

const KEYS_LINE = 'h hint · s solution · r reset · c check · p play · l list · n next · q quit';

/** What keys make the session do. */
export interface SessionActions extends Playable {
  check(): void;
  /** Ends the session; with a step, to go on to it. */
  end(next: Step | null): void;
}

/** What each key does while a step is watched. */
export class WatchKeys {
  readonly #context: Context;
  readonly #step: Step;
  readonly #actions: SessionActions;
  #question: Question | null = null;
  /** Keys do their work one after the other, however fast they are pressed. */
  #turn: Promise<void> = Promise.resolve();

  constructor(context: Context, step: Step, actions: SessionActions) {
    this.#context = context;
    this.#step = step;
    this.#actions = actions;
  }

  /** The line that waits at the bottom of the terminal: a question, or the keys there are. */
  get prompt(): string {
    return this.#question?.prompt ?? KEYS_LINE;
  }

  /** Does what a key asks for, and resolves when it is done. */
  async press(key: Key): Promise<void> {
    if (key === 'quit') return this.#actions.end(null);
    const turn = this.#turn.then(() => this.#take(key));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #take(key: Key): Promise<void> {
    const question = this.#question;
    this.#question = null;
    if (question === null) await this.#act(key);
    else this.#question = (await question.answers.get(key)?.()) ?? null;
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
      case 'play':
        this.#question = playQuestion(this.#actions, (text) => context.screen.tell(text));
        return;
      case 'next':
        return this.#goOn();
    }
  }

  #ask(text: string, yes: () => Promise<void>): void {
    const { screen } = this.#context;
    screen.wait('');
    this.#question = yesOrNo(text, yes, (words) => screen.tell(words));
  }

  async #goOn(): Promise<void> {
    const { screen, typed } = this.#context;
    const { id, title } = this.#step;
    const next = stepAfter(this.#context, this.#step);
    if (next === undefined) screen.say(`${id} ${title} is the last step there is.`);
    else if (await isPassed(this.#context, this.#step)) this.#actions.end(next);
    else screen.tell(`${id} ${title} is not passed yet. \`${typed('next')}\` goes on anyway.`);
  }
}
