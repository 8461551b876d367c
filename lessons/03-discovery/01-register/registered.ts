import {
  expectThat,
  type Instance,
  type Lab,
  type LabRegistry,
  type ServiceInstance,
} from '../../../runtime/scenario/index.ts';

/** What an instance may ask the registry within one TTL. */
const MOST_PER_TTL = 20;

/** What the registry says of users, held against the instances that run. */
export class Registered {
  readonly #lab: Lab;
  readonly #registry: LabRegistry;
  readonly #ids = new Map<Instance, string>();

  constructor(lab: Lab, registry: LabRegistry) {
    this.#lab = lab;
    this.#registry = registry;
  }

  /** The row of its port; the one that is passing, where there are several. */
  async find(instance: Instance): Promise<ServiceInstance | undefined> {
    return rowOf(instance, await this.#rows());
  }

  /** Waits until these are passing, each by an id of its own and on its own port, and nobody else is. */
  async expectPassing(running: readonly Instance[], withinMs: number, since: string) {
    const byMs = this.#lab.nowMs() + withinMs;
    for (;;) {
      const rows = await this.#rows();
      const difference = differenceOf(running, rows);
      if (difference === null) {
        for (const instance of running) {
          this.#ids.set(instance, rowOf(instance, rows)?.id ?? '');
        }
        return;
      }
      const late = this.#lab.nowMs() >= byMs;
      const answer = this.#lab.events('response').at(-1);
      expectThat(!late, `${seconds(withinMs)} after ${since}, ${difference}`, answer?.seq);
      await this.#lab.sleep(withinMs / 20);
    }
  }

  /** Nobody was passing before it listened, where the registry is our own. */
  expectNoneEarly(running: readonly Instance[]) {
    for (const instance of running) {
      const early = this.#changes(instance).find(({ to }) => to === 'passing');
      expectThat(
        early === undefined || early.seq > this.#listening(instance),
        `${instance.id} was passing in the registry before it listened: whoever finds it then is refused. Register when it listens.`,
        early?.seq ?? null,
      );
    }
  }

  /** Heartbeats came often enough and not without pause, where the registry is our own. */
  expectSteady(running: readonly Instance[], ttlMs: number) {
    for (const instance of running) {
      const since = this.#listening(instance);
      const lapse = this.#changes(instance).find(({ seq, to }) => seq > since && to === 'critical');
      expectThat(
        lapse === undefined,
        `${instance.id} ran all the time, but at ${seconds(lapse?.atMs ?? 0)} its check was critical: no heartbeat had come for ${seconds(ttlMs)}. A heartbeat may be late, so its interval has to leave room for that.`,
        lapse?.seq ?? null,
      );
      const asked = this.#lab.events('request').filter(({ from }) => from === instance.id).length;
      const ttls = this.#lab.nowMs() / ttlMs;
      expectThat(
        asked <= MOST_PER_TTL * (ttls + 1),
        `${instance.id} asked the registry ${asked} times in ${seconds(ttls * ttlMs)}. A few heartbeats in each TTL are enough: wait between them.`,
      );
    }
  }

  #rows(): Promise<readonly ServiceInstance[]> {
    return this.#registry.consul.health('users');
  }

  #changes(instance: Instance) {
    return this.#lab.events('registry').flatMap(({ seq, atMs, observation }) => {
      if (observation.kind !== 'consul-check-changed') return [];
      if (observation.serviceId !== this.#ids.get(instance)) return [];
      const { from, to } = observation;
      // One that is new begins as critical, unless it says otherwise.
      return from === null && to === 'critical' ? [] : [{ seq, atMs, to }];
    });
  }

  #listening({ id }: Instance): number {
    return this.#lab.events('listening').find(({ instance }) => instance === id)?.seq ?? 0;
  }
}

/** In words what is wrong with the rows; null when they are as they should be. */
function differenceOf(
  running: readonly Instance[],
  rows: readonly ServiceInstance[],
): string | null {
  const listed = rows.map(({ id, port, health }) => `${id} (port ${port}, ${health})`).join(', ');
  if (rows.length === 0) return 'the registry knows no instance of users.';
  const missing = running.find((instance) => rowOf(instance, rows) === undefined);
  if (missing !== undefined && rows.length < running.length) {
    return `${running.length} instances of users run, but the registry lists ${rows.length}: ${listed}. Whoever registers under the id of another takes its place.`;
  }
  if (missing !== undefined) {
    return `the registry has nothing on port ${portOf(missing)}, where ${missing.id} listens; it lists ${listed}.`;
  }
  const ill = running.find((instance) => rowOf(instance, rows)?.health !== 'passing');
  if (ill !== undefined) {
    return `${ill.id} runs, but in the registry it is ${rowOf(ill, rows)?.health}.`;
  }
  const ports = running.map(portOf);
  const ghost = rows.find(({ port, health }) => health === 'passing' && !ports.includes(port));
  if (ghost === undefined) return null;
  return `the registry still lists ${ghost.id} on port ${ghost.port} as passing, where nobody listens.`;
}

function rowOf(instance: Instance, rows: readonly ServiceInstance[]): ServiceInstance | undefined {
  const own = rows.filter(({ port }) => port === portOf(instance));
  return own.find(({ health }) => health === 'passing') ?? own[0];
}

function portOf({ addresses }: Instance): number {
  return addresses[0]?.port ?? 0;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
