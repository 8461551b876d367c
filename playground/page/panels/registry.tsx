import { useEffect, useState } from 'preact/hooks';
import type { Board, BoardService, Claim, InstanceView } from '../../../runtime/play/index.ts';
import { REGISTRY_SERVICE } from '../../../runtime/sandbox/index.ts';
import type { Page } from '../state/index.ts';
import { CrossIcon } from './icons.tsx';
import { RegistryTable } from './registry-table.tsx';

/** How often what is left of leases is looked at again, in milliseconds. */
const LOOK_AGAIN_MS = 500;

/** What the registry knows: who is there and well, who holds what, and for how long. */
export function Registry({ page: { runner, data } }: { readonly page: Page }) {
  // Read here, so that this panel follows every change of it.
  const { instances } = runner.view.value;
  const board = runner.board();
  useRedraw((board?.leases.length ?? 0) > 0);
  if (data.step.registry.length === 0) return null;
  const registry = instances.find(({ service }) => service === REGISTRY_SERVICE);
  return (
    <section class="registry" aria-labelledby="registry-title">
      <h2 id="registry-title">Registry</h2>
      {board === null || isEmpty(board) ? (
        <p class="empty">{whyEmpty(registry)}</p>
      ) : (
        <>
          {registry?.life.state === 'dead' ? (
            <p class="empty">{registry.id} is dead. This is what it knew last.</p>
          ) : null}
          <Rows board={board} />
        </>
      )}
    </section>
  );
}

/** Draws again and again, as long as there is something that runs down by itself. */
function useRedraw(isNeeded: boolean): void {
  const [, redraw] = useState(0);
  useEffect(() => {
    if (!isNeeded) return;
    const timer = setInterval(() => redraw((count) => count + 1), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isNeeded]);
}

function whyEmpty(registry: InstanceView | undefined): string {
  if (registry === undefined) {
    return 'Press Run: the registry starts first, and what services tell it appears here.';
  }
  if (registry.life.state === 'dead') {
    return `${registry.id} is dead, and nothing was registered, locked or stored at its end.`;
  }
  return 'Nothing is registered, locked or stored yet: what services tell the registry appears here.';
}

function isEmpty(board: Board): boolean {
  return Object.values(board).every((rows) => rows.length === 0);
}

function Rows({ board: { services, locks, leases, sessions, keys } }: { readonly board: Board }) {
  return (
    <>
      <RegistryTable
        title="Services"
        columns={['Address', 'Health']}
        rows={services.map((row) => [row.id, row.address, <HealthOf key={row.id} row={row} />])}
      />
      <RegistryTable
        title="Locks"
        columns={['Held by', 'Token', 'Waiting']}
        rows={locks.map(({ name, holder, waiting }) => [
          name,
          holder === null ? 'nobody' : nameOf(holder),
          String(holder?.token ?? ''),
          waiting.length === 0 ? 'nobody' : waiting.map(nameOf).join(', '),
        ])}
      />
      <RegistryTable
        title="Leases"
        columns={['Of', 'Left']}
        rows={leases.map(({ id, instance, leftMs }) => [id, instance ?? UNKNOWN, seconds(leftMs)])}
      />
      <RegistryTable
        title="Sessions"
        columns={['Of', 'TTL']}
        rows={sessions.map(({ id, name, instance, ttlMs }) => [
          name === '' ? id : `${name} (${id})`,
          instance ?? UNKNOWN,
          ttlMs === 0 ? 'none' : seconds(ttlMs),
        ])}
      />
      <RegistryTable
        title="Keys"
        columns={['Value', 'Revision']}
        rows={keys.map(({ key, value, revision }) => [key, value, String(revision)])}
      />
    </>
  );
}

/** Of what the registry was asked for by nobody that the ledger knows. */
const UNKNOWN = 'unknown';

function HealthOf({ row: { health, reason } }: { readonly row: BoardService }) {
  return (
    <span class="health" data-health={health} title={reason}>
      {health === 'critical' ? <CrossIcon /> : <span class="lamp" aria-hidden="true" />}
      {health}
    </span>
  );
}

function nameOf({ instance, by }: Claim): string {
  return instance ?? by;
}

/** Whole seconds, begun ones too: a lease has not ended before they are all gone. */
function seconds(ms: number): string {
  return `${Math.ceil(ms / 1000)} s`;
}
