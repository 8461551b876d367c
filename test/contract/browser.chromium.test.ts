import {
  ENGINE_ERRORS_AS_WEBKIT_WRITES,
  MEMBERS_AT_THEIR_OBJECT,
  NO_FRAMES_OF_TAIL_CALLS,
} from '../../runtime/sandbox/browser/engine-limits.ts';
import { createBrowserSandbox } from '../../runtime/sandbox/browser/index.ts';
import { ENGINE, type Engine } from '../../runtime/sandbox/browser/worker/engine.ts';
import { NO_POWER_LOSS } from '../../runtime/sandbox/errors.ts';
import { describeSandbox } from './describe-sandbox.ts';
import type { Exceptions } from './exceptions.ts';

/** What only one engine lacks. */
const BY_ENGINE: Readonly<Record<Engine, Exceptions>> = {
  v8: {},
  spidermonkey: { 'columns of members': MEMBERS_AT_THEIR_OBJECT },
  javascriptcore: {
    'frames of tail calls': NO_FRAMES_OF_TAIL_CALLS,
    'stacks of engine errors': ENGINE_ERRORS_AS_WEBKIT_WRITES,
  },
};

describeSandbox('the browser sandbox', createBrowserSandbox, {
  'power loss': NO_POWER_LOSS,
  ...BY_ENGINE[ENGINE],
});
