export interface StackPlaces {
  /** What source URLs begin with: `file:///home/ada/shop/`. */
  readonly sourceRoot: string;
  /** The folder that the service runs from, without a slash at its end. */
  readonly runFolder: string;
}

/**
 * A frame inside of Node, or of what the sandbox lays over Node, with the brace that may follow the
 * last frame of a printed error.
 */
const NODE_FRAME =
  /\n +at [^\n]*(?:\bnode:[\w/]+|\/(?:sandbox\/node|brownout)\/preload\.mjs):\d+:\d+\)?( \{)?(?=\n|$)/g;

/** Node's advice on a `require`, which is about our files: a learner has no such package.json. */
const ABOUT_OUR_FILES = /\nThis file is being treated as an ES module because [^\n]*/g;

/**
 * A stack as a learner can use it: their files named as in the workspace (`hello/server.ts:3:9`),
 * and no frames from inside of Node.
 */
export function cleanStack(stack: string, { sourceRoot, runFolder }: StackPlaces): string {
  return stack
    .replace(NODE_FRAME, '$1')
    .replace(ABOUT_OUR_FILES, '')
    .replaceAll(`file://${runFolder}/`, '')
    .replaceAll(`${runFolder}/`, '')
    .replaceAll(sourceRoot, '');
}
