import type { DisturbanceKind, MomentRecord } from '../../sandbox/simulated/index.ts';
import type { Allowed } from '../scenario.ts';

/** Something that a schedule could do in one moment of a run. */
export interface Point {
  readonly kind: DisturbanceKind;
  /** The place of the moment in the run. */
  readonly moment: number;
  /** What it is an instance of: points of one class are about the same thing in the code. */
  readonly class: string;
}

/** All that a schedule could do in a run with these moments, as far as the scenario allows it. */
export function pointsOf(moments: readonly MomentRecord[], allowed: Allowed): Point[] {
  return moments.flatMap((record, moment) =>
    kindsAt(record, allowed).map((kind) => ({ kind, moment, class: classOf(kind, record) })),
  );
}

/** Whether a scenario lets this be done in that moment. Who may lose its power may crash. */
export function isAllowed(kind: DisturbanceKind, record: MomentRecord, allowed: Allowed): boolean {
  const kinds = kindsAt(record, allowed);
  return kinds.includes(kind) || (kind === 'crash' && kinds.includes('power-loss'));
}

function kindsAt({ party, moment }: MomentRecord, allowed: Allowed): DisturbanceKind[] {
  const may = (what: { readonly of: readonly string[] } | null) =>
    what?.of.includes(party.service) ?? false;
  const kinds: DisturbanceKind[] = [];
  // A pause before it sends comes too late to hold that back, and one before it receives is late anyway.
  if (may(allowed.pauses) && moment.when === 'after') kinds.push('pause');
  if (may(allowed.crashes)) kinds.push('crash');
  if (may(allowed.powerLosses)) kinds.push('power-loss');
  if (may(allowed.losses) && moment.action === 'request-sent' && moment.when === 'before') {
    kinds.push(...(allowed.losses?.kinds ?? []));
  }
  return kinds;
}

function classOf(kind: DisturbanceKind, { party, moment }: MomentRecord): string {
  const what =
    'call' in moment ? `${moment.call.method} ${shapeOf(moment.call.path)}` : moment.path;
  return `${kind} ${party.service} ${moment.when} ${moment.action} ${what}`;
}

/** A path without what is likely to be different in each call: segments with digits in them. */
function shapeOf(path: string): string {
  return path
    .split('/')
    .map((segment) => (/\d{2,}|^\d+$/.test(segment) ? '*' : segment))
    .join('/');
}
