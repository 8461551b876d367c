import type { Frame } from '../../../process/index.ts';
import type { ToLearner } from '../../learner/exchange.ts';

/** What the learner hears, without what only this side of the network needs of a frame. */
export function cleanFrame(message: ToLearner): ToLearner {
  return message.type === 'frame' ? { ...message, frame: bare(message.frame) } : message;
}

function bare(frame: Frame): Frame {
  const { raw: _raw, flow: _flow, ...rest } = frame as Frame & { raw?: unknown; flow?: unknown };
  return rest as Frame;
}
