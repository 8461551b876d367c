import { ENGINE, type Engine } from './worker/engine.ts';

/** Firefox knows where an expression begins, and not which of its members was read. */
export const MEMBERS_AT_THEIR_OBJECT =
  'In Firefox a stack places an error at a member, as in undefined.x, where the expression begins: its line is right, its column may be smaller than under Node.';

/** WebKit alone has the tail calls of ECMAScript 2015: such a call takes its caller's frame. */
export const NO_FRAMES_OF_TAIL_CALLS =
  'In WebKit a stack leaves out functions that ended by returning what another call returns.';

/** WebKit writes such a stack into the error itself, and asks nobody. It is mended when printed. */
export const ENGINE_ERRORS_AS_WEBKIT_WRITES =
  'In WebKit the stack of an error that the engine throws, as undefined.x, names the files of the sandbox where a program reads it; printed, it names yours.';

/** The standard names an error's kind alone; Node's words are those of V8. */
const inItsOwnWords = (browser: string) =>
  `In ${browser} an error that the engine throws, as undefined.x, has its kind and its line as under Node, but ${browser}'s own words.`;

/** SpiderMonkey runs out of the stack that a regular expression is given. */
const REGEXPS_THROW =
  'In Firefox a regular expression that backtracks for seconds throws "InternalError: too much recursion".';

/** JavaScriptCore counts the steps, to 100 million, and then reports that nothing was found. */
const REGEXPS_GIVE_UP =
  'In WebKit a regular expression that backtracks for seconds gives up, as if nothing matched.';

const LIMITS_OF: Readonly<Record<Engine, readonly string[]>> = {
  v8: [],
  spidermonkey: [MEMBERS_AT_THEIR_OBJECT, inItsOwnWords('Firefox'), REGEXPS_THROW],
  javascriptcore: [
    NO_FRAMES_OF_TAIL_CALLS,
    ENGINE_ERRORS_AS_WEBKIT_WRITES,
    inItsOwnWords('WebKit'),
    REGEXPS_GIVE_UP,
  ],
};

/** What the learner is told of the engine that the page runs in: what it cannot do, and others can. */
export const ENGINE_LIMITS = LIMITS_OF[ENGINE];
