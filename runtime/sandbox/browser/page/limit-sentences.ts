import { VOLUME_FULL } from '../../volume-full.ts';
import { LIMITS, type LimitName, type LimitReached } from '../limits.ts';

export interface Sentences {
  /** What happened, the instance first. */
  readonly message: string;
  /** What the learner can do next. */
  readonly hint: string;
}

/** What the learner is told when an instance has reached a limit. */
export function limitSentences(instance: string, { limit, detail }: LimitReached): Sentences {
  const [message, hint] = SENTENCES[limit];
  const because = detail === '' ? '' : ` (${detail})`;
  return { message: `${instance} ${message}${because}.`, hint };
}

const { processes, startsPerSecond, portsPerProcess, connectionsPerProcess } = LIMITS;

const SENTENCES: Readonly<Record<LimitName, readonly [message: string, hint: string]>> = {
  processes: [
    `was not started: this sandbox runs ${processes} instances at most`,
    'Stop some instances, then start it again.',
  ],
  starts: [
    `was not started: services are started faster than this sandbox can clear up after them, ${startsPerSecond} a second`,
    'Wait some seconds, then start it again. What restarts services by itself must pause in between.',
  ],
  ports: [
    `has ${portsPerProcess} ports open, the most that an instance may have`,
    'Close servers that are not needed: server.close().',
  ],
  connections: [
    `has ${connectionsPerProcess} connections open, the most that an instance may have`,
    'Read or cancel every answer, and use one Agent, so that connections are used again.',
  ],
  'head-size': [
    `wrote a head of more than ${LIMITS.headCharacters / 1024} KB, and its connection was broken`,
    'Headers carry a few short values: put the rest into the body.',
  ],
  silence: [
    `was ended: it did not come back to its event loop for ${LIMITS.silenceMs / 1000} s, because of an endless loop or because it had used up its memory`,
    'Look for a loop that never ends, or for a list, a map or promises that only ever grow. Long work must come back to the event loop now and then: await setImmediate() from node:timers/promises.',
  ],
  memory: [
    `has ${LIMITS.bufferBytes / 2 ** 30} GB in buffers and typed arrays, the most that an instance may have`,
    'Let go of those that are not needed. Their memory is free again only when the code has come back to its event loop.',
  ],
  disk: VOLUME_FULL,
  'message-rate': [
    'was ended: it sent so much at once that the page could not have kept up',
    'Look for a loop that sends or prints and never awaits anything.',
  ],
  protocol: [
    'was ended: what it sent to the sandbox makes no sense',
    'Does the code replace built-in methods, such as those of Array.prototype or Promise.prototype? Leave them as they are.',
  ],
};
