import type { AlarmMember, AlarmRequest } from '../messages/administration.ts';
import type { Incoming } from '../schema/schema.ts';
import { refusals } from '../status.ts';

type Alarm = Incoming<typeof AlarmMember>;
type Action = Incoming<typeof AlarmRequest>['action'];

/** What is wrong with a member, as it was reported, until somebody takes it back. */
export class Alarms {
  #alarms: readonly Alarm[] = [];

  list(): readonly Alarm[] {
    return this.#alarms;
  }

  /** Returns those that it is about: all that there are, the one raised, the one taken back. */
  apply(action: Action, alarm: Alarm): readonly Alarm[] {
    const isSame = (other: Alarm) =>
      other.memberID === alarm.memberID && other.alarm === alarm.alarm;
    const others = this.#alarms.filter((other) => !isSame(other));
    if (action === 'ACTIVATE') this.#alarms = [...others, alarm];
    else if (action === 'DEACTIVATE') {
      const gone = this.#alarms.filter(isSame);
      this.#alarms = others;
      return gone;
    }
    return action === 'ACTIVATE' ? [alarm] : this.#alarms;
  }

  /** Throws while a member has no space left. */
  checkSpace(): void {
    if (this.#alarms.some(({ alarm }) => alarm === 'NOSPACE')) throw refusals.noSpace();
  }
}
