import type { ToChecker } from './protocol.ts';

/** A worker that serves checks, seen from outside. */
export interface Vessel {
  post(message: ToChecker): void;
  /** Ends it, whatever runs in it. */
  end(): Promise<void>;
}

export interface VesselEvents {
  heard(message: unknown): void;
  /** It has ended by itself. */
  died(death: Death): void;
}

export interface Death {
  readonly outOfMemory: boolean;
  readonly message: string;
}

export type LaunchVessel = (events: VesselEvents) => Vessel;
