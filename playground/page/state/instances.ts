import type { LedgerEvent } from '../../../runtime/network/index.ts';

/** An instance as it is drawn: name and number, port, and what state it is in. */
export interface InstanceView {
  readonly id: string;
  readonly service: string;
  readonly port: number;
  readonly life: Life;
}

export type Life =
  | { readonly state: 'starting' }
  | { readonly state: 'running' }
  | { readonly state: 'stopping' }
  /** `how` says what ended it: "exit code 1", "SIGKILL". */
  | { readonly state: 'dead'; readonly how: string };

/** The instances after one more event. A new instance takes the place of a dead one on its port. */
export function afterEvent(
  instances: readonly InstanceView[],
  event: LedgerEvent,
): readonly InstanceView[] {
  switch (event.type) {
    case 'starting': {
      const others = instances.filter(
        (one) => one.id !== event.instance && !(one.port === event.port && isDead(one)),
      );
      const { instance: id, service, port } = event;
      return [...others, { id, service, port, life: { state: 'starting' } }];
    }
    case 'listening':
      return instances.map((one) =>
        one.id === event.instance ? { ...one, port: event.port, life: { state: 'running' } } : one,
      );
    case 'signalled':
      return setLife(instances, event.instance, { state: 'stopping' });
    case 'start-failed':
      return setLife(instances, event.instance, { state: 'dead', how: 'did not start' });
    case 'exited':
      return setLife(instances, event.instance, { state: 'dead', how: endedBy(event) });
    default:
      return instances;
  }
}

/** `exit code 1` or the signal's name. */
export function endedBy(end: { readonly code: number | null; readonly signal: string | null }) {
  return end.signal ?? `exit code ${end.code ?? 'unknown'}`;
}

function isDead(instance: InstanceView): boolean {
  return instance.life.state === 'dead';
}

/** The first end is the one that tells: what comes after a death changes nothing. */
function setLife(instances: readonly InstanceView[], id: string, life: Life) {
  return instances.map((one) => (one.id === id && !isDead(one) ? { ...one, life } : one));
}
