export interface StackPlaces {
  /** What source URLs begin with: `file:///home/ada/shop/`. */
  readonly sourceRoot: string;
  /** The folder that the service runs from, without a slash at its end. */
  readonly runFolder: string;
}

/** A frame inside of Node, with the brace that may follow the last frame of a printed error. */
const NODE_FRAME = /\n +at [^\n]*\bnode:[\w/]+:\d+:\d+\)?( \{)?(?=\n|$)/g;

/**
 * A stack as a learner can use it: their files named as in the workspace (`hello/server.ts:3:9`),
 * and no frames from inside of Node.
 */
export function cleanStack(stack: string, { sourceRoot, runFolder }: StackPlaces): string {
  return stack
    .replace(NODE_FRAME, '$1')
    .replaceAll(`file://${runFolder}/`, '')
    .replaceAll(`${runFolder}/`, '')
    .replaceAll(sourceRoot, '');
}
