import type { Lab } from './lab.ts';

/** A step's check: a program over a lab. */
export interface Scenario {
  readonly name: string;
  /** Resolves with the sentence that a passed verdict says; throws when an expectation fails. */
  readonly run: (lab: Lab) => Promise<string>;
}

/**
 * @example
 * export default scenario('greets by name', async (lab) => {
 *   const hello = await lab.start('hello');
 *   expectReply(await lab.request(hello, 'GET /hello?name=Ada')).hasStatus(200).hasText('Hello, Ada!');
 *   return '1 name greeted.';
 * });
 */
export function scenario(name: string, run: Scenario['run']): Scenario {
  return { name, run };
}
