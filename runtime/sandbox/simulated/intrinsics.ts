import type { Random } from '../../network/index.ts';
import type { HostClock } from '../../process/index.ts';

const EngineDate = Date;

/**
 * A process's own `Date`, whose present is the host's. Its instances are the engine's dates.
 * (Local times are still those of the machine's time zone.)
 */
export function createDate(clock: HostClock): DateConstructor {
  const nowMs = () => Math.floor(clock.epochMs());
  // No class, since Date can be called without `new`.
  function VirtualDate(...args: unknown[]): Date | string {
    const given = args.length === 0 ? [nowMs()] : args;
    if (new.target === undefined) return new EngineDate(nowMs()).toString();
    return Reflect.construct(EngineDate, given, new.target);
  }
  return Object.defineProperties(VirtualDate as unknown as DateConstructor, {
    name: { value: 'Date' },
    length: { value: EngineDate.length },
    prototype: { value: EngineDate.prototype },
    now: { value: nowMs, writable: true, configurable: true },
    parse: { value: EngineDate.parse, writable: true, configurable: true },
    UTC: { value: EngineDate.UTC, writable: true, configurable: true },
  });
}

/** A process's own `Math`: what it draws is the seed's choice. */
export function createMath(random: Random): Math {
  const draw = () => {
    // 53 bits, as many as a number between 0 and 1 can tell apart.
    const [high, low] = [random.integer(2 ** 26), random.integer(2 ** 27)];
    return (high * 2 ** 27 + low) / 2 ** 53;
  };
  return Object.create(Object.prototype, {
    ...Object.getOwnPropertyDescriptors(Math),
    random: { value: draw, writable: true, configurable: true },
  });
}
