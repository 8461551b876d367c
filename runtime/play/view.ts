import type { FaultRule, LedgerEvent } from '../network/index.ts';
import { NOTHING_KNOWN, type RegistryView, registryViewAfter } from '../registry/view/index.ts';
import { afterEvent, type InstanceView } from './instances.ts';
import { type LinkView, linksOf } from './links.ts';

/** What there is to see while a step is played. */
export interface PlayView {
  readonly instances: readonly InstanceView[];
  /** Those that are cut or slow. */
  readonly links: readonly LinkView[];
  readonly registry: RegistryView;
}

export const NOTHING_TO_SEE: PlayView = { instances: [], links: [], registry: NOTHING_KNOWN };

/** The view after more events of one sandbox, in their order. */
export function viewAfter(before: PlayView, events: readonly LedgerEvent[]): PlayView {
  const rules = events.findLast((event) => event.type === 'faults-set')?.rules;
  return {
    instances: events.reduce(afterEvent, before.instances),
    links: rules === undefined ? before.links : linksOf(rules as readonly FaultRule[]),
    registry: registryViewAfter(
      before.registry,
      events.filter((event) => event.type === 'registry'),
    ),
  };
}
