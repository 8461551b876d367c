import { perProcess } from '../../current.ts';
import { Agent } from '../agent.ts';

/** The agent of requests that name none. */
export const globalAgent = perProcess(
  () => new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }),
);
