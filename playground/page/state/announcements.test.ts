import { type Signal, signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { NOTHING_TO_SEE, type PlayView } from '../../../runtime/play/index.ts';
import { announcements } from './announcements.ts';
import type { Check, CheckState } from './check.ts';
import type { Exchange, RequestConsole } from './request-console.ts';
import type { Runner } from './runner.ts';

const PAUSED: PlayView = {
  ...NOTHING_TO_SEE,
  instances: [
    { id: 'users-1', service: 'users', port: 8081, life: { state: 'paused', isLeaving: false } },
  ],
};

function open() {
  const view: Signal<PlayView> = signal(NOTHING_TO_SEE);
  const exchange: Signal<Exchange> = signal({ state: 'none' });
  const runner: Pick<Runner, 'machine' | 'run' | 'problem' | 'view'> = {
    machine: signal({ state: 'off' }),
    run: signal({ state: 'stopped' }),
    problem: signal(null),
    view,
  };
  const current: Signal<CheckState> = signal({ state: 'none' });
  const said = announcements(
    runner as Runner,
    { sent: signal([{ id: 1, exchange }]) } as Pick<RequestConsole, 'sent'> as RequestConsole,
    { current } as Pick<Check, 'current'> as Check,
  );
  return { view, exchange, said };
}

test('what is still so is not said again over what has happened since', () => {
  const { view, exchange, said } = open();
  view.value = PAUSED;
  expect(said.value).toBe('users-1 is paused');
  exchange.value = { state: 'failed', line: 'GET /', message: 'no answer', tookMs: 9 };
  expect(said.value).toBe('GET /: no answer');
  view.value = { ...PAUSED };
  expect(said.value).toBe('GET /: no answer');
  view.value = NOTHING_TO_SEE;
  view.value = { ...PAUSED };
  expect(said.value).toBe('users-1 is paused');
});
