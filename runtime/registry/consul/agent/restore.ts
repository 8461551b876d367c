import { rowKey, type Store } from '../state/store.ts';
import type { Agent } from './agent.ts';
import { readCheckRecord, readServiceRecord } from './records.ts';

/** Gives the agent back what it kept before a restart; checks go on from how they last stood. */
export function restoreAgent(agent: Agent, store: Store, node: string): void {
  const records = store.agent.rows();
  for (const { kind, id, definition } of records) {
    if (kind === 'service') agent.services.set(id, readServiceRecord(definition));
  }
  for (const { kind, id, definition } of records) {
    if (kind !== 'check') continue;
    agent.restoreCheck(readCheckRecord(definition), store.checks.get(rowKey(node, id)));
  }
}
