/** What the page knows and can do: signals without a framework, and the rules between them. */
export * from './check.ts';
export * from './draft.ts';
export * from './machine.ts';
export * from './notices.ts';
export * from './output.ts';
export * from './page.ts';
export * from './primary.ts';
export * from './request-console.ts';
export * from './runner.ts';
export * from './sandbox-choice.ts';
export * from './shown-body.ts';
export * from './study.ts';
export * from './work.ts';
