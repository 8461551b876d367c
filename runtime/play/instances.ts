import type { LedgerEvent } from '../network/index.ts';

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
  /** `isLeaving`: it has been asked to leave, and learns of it when it goes on. */
  | { readonly state: 'paused'; readonly isLeaving: boolean }
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
      const { instance: id, service, port } = event;
      const starting: InstanceView = { id, service, port, life: { state: 'starting' } };
      const isReplaced = (one: InstanceView) =>
        one.id === id || (one.port === port && one.life.state === 'dead');
      return inPlace(instances, isReplaced, starting);
    }
    case 'listening':
      return instances.map((one) =>
        one.id === event.instance ? { ...one, port: event.port, life: { state: 'running' } } : one,
      );
    case 'signalled':
      return changeLife(instances, event.instance, (life) => signalled(life, event.signal));
    case 'start-failed':
      return changeLife(instances, event.instance, () => ({ state: 'dead', how: 'did not start' }));
    case 'exited':
      return changeLife(instances, event.instance, () => ({ state: 'dead', how: endedBy(event) }));
    default:
      return instances;
  }
}

/** `exit code 1` or the signal's name. */
export function endedBy(end: { readonly code: number | null; readonly signal: string | null }) {
  return end.signal ?? `exit code ${end.code ?? 'unknown'}`;
}

function signalled(life: Life, signal: string): Life {
  const isLeaving = life.state === 'stopping' || (life.state === 'paused' && life.isLeaving);
  switch (signal) {
    case 'SIGSTOP':
      return { state: 'paused', isLeaving };
    case 'SIGCONT':
      return life.state === 'paused' ? { state: isLeaving ? 'stopping' : 'running' } : life;
    case 'SIGTERM':
      return life.state === 'paused' ? { ...life, isLeaving: true } : { state: 'stopping' };
    default:
      return { state: 'stopping' };
  }
}

/** Instances keep their order, so that a service started again stands where it stood. */
function inPlace(
  instances: readonly InstanceView[],
  isReplaced: (one: InstanceView) => boolean,
  next: InstanceView,
): readonly InstanceView[] {
  const at = instances.findIndex(isReplaced);
  const others = instances.filter((one) => !isReplaced(one));
  return at < 0 ? [...others, next] : others.toSpliced(at, 0, next);
}

/** The first end is the one that tells: what comes after a death changes nothing. */
function changeLife(
  instances: readonly InstanceView[],
  id: string,
  change: (life: Life) => Life,
): readonly InstanceView[] {
  return instances.map((one) =>
    one.id === id && one.life.state !== 'dead' ? { ...one, life: change(one.life) } : one,
  );
}
