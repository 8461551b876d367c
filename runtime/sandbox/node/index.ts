/** The sandbox whose services are processes of Node on this machine: what `npm run lesson` uses. */
import type { Sandbox } from '../sandbox.ts';
import { NodeSandbox, type NodeSandboxOptions } from './node-sandbox.ts';
import { THIS_MACHINE } from './this-machine.ts';

export type { NodeSandboxOptions } from './node-sandbox.ts';

/** A sandbox that is not booted yet. */
export function createNodeSandbox(options: NodeSandboxOptions = {}): Sandbox {
  return new NodeSandbox(THIS_MACHINE, options);
}
