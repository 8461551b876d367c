/**
 * Runs in every service before its own code, in a WebContainer. It has the service's connections
 * pass the gateway's network, and tells what the gateway cannot see. It uses only what Node
 * documents: what is below that may be another thing here.
 */
import process from 'node:process';
import { inspect, types } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { CONTROL_VARIABLE } from '../service-control.ts';
import { Channel } from './channel.ts';
import { passConnects } from './connect.ts';
import { watchForCrashes } from './crash-points.ts';
import { passListeners } from './listen.ts';
import { rememberOpenFiles } from './open-files.ts';
import { passOutput } from './output.ts';

const control = process.env[CONTROL_VARIABLE];
delete process.env[CONTROL_VARIABLE];
// Programs that the service starts shall not run this file in their turn.
process.execArgv = [];
if (isMainThread && control !== undefined) await prepare(control);

async function prepare(where: string): Promise<void> {
  const channel = await Channel.open(where, new URL('./control-thread.mjs', import.meta.url));
  passOutput(channel);
  passListeners(channel);
  rememberOpenFiles();
  const hearConnect = passConnects(channel);
  channel.hear((message) => {
    switch (message.type) {
      case 'pause':
        channel.pause();
        return;
      case 'sigterm':
        // None may be left by now, where it waited for SIGCONT.
        if (!process.emit('SIGTERM', 'SIGTERM')) channel.tell({ type: 'terminate' });
        return;
      case 'ping':
        channel.tell({ type: 'pong' });
        return;
      case 'watch':
        void watchForCrashes(channel).then(() => channel.tell({ type: 'watching' }));
        return;
      case 'connected':
        return;
      default:
        hearConnect(message);
    }
  });
  tellOfSigterm(channel);
  process.on('uncaughtExceptionMonitor', (error) => {
    const prefix = types.isNativeError(error) ? '' : 'Uncaught ';
    channel.tell({ type: 'uncaught', stack: prefix + inspect(error) });
  });
  // What it said must have been heard before the thread that says it ends with the process.
  process.on('exit', (code) => void channel.ask({ type: 'leaving', code }));
}

/** Signals come as messages here, and a service that does not handle SIGTERM ends at once. */
function tellOfSigterm(channel: Channel): void {
  const count = () => channel.handlesSigterm(process.listenerCount('SIGTERM') > 0);
  process.on('newListener', (event) => {
    if (event === 'SIGTERM') channel.handlesSigterm(true);
  });
  process.on('removeListener', (event) => {
    if (event === 'SIGTERM') count();
  });
}
