/**
 * A schedule's name. A run is a pure function of it (and of the code that runs): the seed makes
 * every choice, but for the disturbances, which are named by the moment that they come at.
 *
 * `17` is seed 17. `17-q` is the same with every message as quick as the other and every timer on
 * time. `17-p41x3000` pauses for 3000 ms whoever acts in the 41st moment of the run; `c41` lets it
 * crash there, `w41` cuts its power, `r41` loses the request that is being sent, `a41` the answer
 * to it, and `d41` delivers it twice. Where the scenario does not let that be done in its moment, it
 * comes in the first later one where it does.
 */
export interface Schedule {
  readonly seed: number;
  /** Nothing is left to chance but what the programs ask for. */
  readonly quiet: boolean;
  /** In the order of their moments. */
  readonly disturbances: readonly Disturbance[];
}

export type Disturbance = { readonly moment: number } & (
  | { readonly kind: 'pause'; readonly ms: number }
  | { readonly kind: 'crash' | 'power-loss' | 'lost-request' | 'lost-reply' | 'duplicate' }
);

export type DisturbanceKind = Disturbance['kind'];

/** Whether it strikes a call that is being sent. */
export function isLoss(
  disturbance: Disturbance,
): disturbance is Disturbance & { kind: 'lost-request' | 'lost-reply' | 'duplicate' } {
  const { kind } = disturbance;
  return kind === 'lost-request' || kind === 'lost-reply' || kind === 'duplicate';
}

const LETTERS: Readonly<Record<DisturbanceKind, string>> = {
  pause: 'p',
  crash: 'c',
  'power-loss': 'w',
  'lost-request': 'r',
  'lost-reply': 'a',
  duplicate: 'd',
};

const KINDS = new Map(
  Object.entries(LETTERS).map(([kind, letter]) => [letter, kind as DisturbanceKind]),
);

/** What is no token. The message says what one looks like. */
export class TokenError extends Error {
  override readonly name = 'TokenError';

  constructor(text: string) {
    super(`"${text}" names no schedule. One looks like 17, 17-q or 17-p41x3000-c57.`);
  }
}

export function tokenOf({ seed, quiet, disturbances }: Schedule): string {
  const parts = disturbances.map(
    (one) => `${LETTERS[one.kind]}${one.moment}${one.kind === 'pause' ? `x${one.ms}` : ''}`,
  );
  return [String(seed), ...(quiet ? ['q'] : []), ...parts].join('-');
}

/** Throws a TokenError. */
export function readToken(text: string): Schedule {
  const [seed = '', ...rest] = text.trim().split('-');
  if (!/^\d{1,10}$/.test(seed) || Number(seed) >= 2 ** 32) throw new TokenError(text);
  const quiet = rest[0] === 'q';
  const disturbances = rest.slice(quiet ? 1 : 0).map((part): Disturbance => {
    const [, letter = '', moment, ms] = /^([a-z])(\d{1,9})(?:x(\d{1,9}))?$/.exec(part) ?? [];
    const kind = KINDS.get(letter);
    if (kind === undefined || (kind === 'pause') !== (ms !== undefined)) throw new TokenError(text);
    return kind === 'pause'
      ? { kind, moment: Number(moment), ms: Number(ms) }
      : { kind, moment: Number(moment) };
  });
  return { seed: Number(seed), quiet, disturbances };
}

/** Every message as quick as the other, every timer on time, and nothing disturbed. */
export const QUIET_SCHEDULE: Schedule = { seed: 0, quiet: true, disturbances: [] };

/** Everything as it comes, in the manner of this seed. */
export function plainSchedule(seed: number): Schedule {
  return { seed, quiet: false, disturbances: [] };
}
