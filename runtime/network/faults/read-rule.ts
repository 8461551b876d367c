import { type Fault, FaultError, type FaultInput, type FaultRule } from './fault.ts';

/** Rules may ask for delays up to an hour: what is longer is a partition. */
const MOST_LATENCY_MS = 3_600_000;

const ANY_CALL = { method: null, path: null } as const;

/** The rules as they will be kept. Throws a FaultError for the first that cannot be. */
export function readRules(inputs: readonly FaultInput[]): readonly FaultRule[] {
  const rules = inputs.map((input, index) => readRule(input, `fault-${index + 1}`));
  const ids = new Set<string>();
  for (const { id } of rules) {
    if (ids.has(id)) throw new FaultError(`Two faults are named ${id}. Give each its own id.`);
    ids.add(id);
  }
  return rules;
}

function readRule(input: FaultInput, defaultId: string): FaultRule {
  const { id = defaultId, from = 'any', to = 'any', share = 1, times = null, fault } = input;
  const refuse = (what: string): never => {
    throw new FaultError(`${id}: ${what}`);
  };
  for (const [name, value] of [
    ['id', id],
    ['from', from],
    ['to', to],
  ] as const) {
    if (typeof value !== 'string' || value === '') {
      refuse(`${name} must be a name, not ${JSON.stringify(value)}.`);
    }
  }
  if (!(share >= 0 && share <= 1)) refuse(`share must be from 0 to 1, not ${share}.`);
  if (times !== null && !(Number.isInteger(times) && times > 0)) {
    refuse(`times must be a whole number of at least 1, not ${times}.`);
  }
  if (fault === null || typeof fault !== 'object') refuse('fault must say what goes wrong.');
  checkFault(fault, refuse);
  const calls = { method: input.method?.toUpperCase() ?? null, path: input.path ?? null };
  const ofCalls = calls.method !== null || calls.path !== null;
  if (ofCalls && (fault.kind === 'partition' || fault.kind === 'refusal')) {
    refuse(`a ${fault.kind} strikes whole connections, so it cannot be for one method or path.`);
  }
  if (fault.kind === 'partition' && (share !== 1 || times !== null)) {
    refuse('a partition holds for everything until it is healed: leave share and times out.');
  }
  return { id, from, to, calls: ofCalls ? calls : ANY_CALL, share, times, fault };
}

function checkFault(fault: Fault, refuse: (what: string) => never): void {
  const number = (name: string, value: number, least: number, most: number) => {
    if (typeof value === 'number' && value >= least && value <= most) return;
    refuse(`${name} must be from ${least} to ${most}, not ${value}.`);
  };
  switch (fault.kind) {
    case 'latency':
      number('latencyMs', fault.latencyMs, 0, MOST_LATENCY_MS);
      number('jitterMs', fault.jitterMs, 0, MOST_LATENCY_MS);
      return;
    case 'bandwidth':
      number('bytesPerSecond', fault.bytesPerSecond, 1, Number.MAX_SAFE_INTEGER);
      return;
    case 'partition':
      if (fault.direction === 'both' || fault.direction === 'one-way') return;
      refuse(`direction must be 'both' or 'one-way', not ${JSON.stringify(fault.direction)}.`);
      return;
    case 'reset':
      number('afterBytes', fault.afterBytes, 0, Number.MAX_SAFE_INTEGER);
      if (fault.during === 'request' || fault.during === 'reply') return;
      refuse(`during must be 'request' or 'reply', not ${JSON.stringify(fault.during)}.`);
      return;
    case 'error':
      // 1xx are no answers, and 204, 205 and 304 no errors.
      number('status', fault.status, 400, 599);
      if (!Number.isInteger(fault.status)) refuse('status must be a whole number.');
      return;
    case 'lost-request':
    case 'lost-reply':
    case 'duplicate':
    case 'refusal':
      return;
    default:
      refuse(`there is no fault "${(fault as { kind: unknown }).kind}".`);
  }
}
