/** Schedules: what names a run of the simulator, and leads it. */
export { Conductor, type MayDisturb, type MomentRecord } from './conductor.ts';
export {
  type Disturbance,
  type DisturbanceKind,
  isLoss,
  plainSchedule,
  QUIET_SCHEDULE,
  readToken,
  type Schedule,
  TokenError,
  tokenOf,
} from './token.ts';
