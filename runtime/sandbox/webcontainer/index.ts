/** The sandbox whose services are Node in the page, by WebContainer. Its engine is hosted. */
import type { Sandbox } from '../sandbox.ts';
import type { OneContainer } from './container.ts';
import { WebcontainerSandbox } from './webcontainer-sandbox.ts';

export { type ContainerSource, OneContainer } from './container.ts';
export type { ContainerFiles } from './container-files.ts';
export { WEBCONTAINER_INFO } from './info.ts';

/** A sandbox that is not booted yet, in the page's container. */
export function createWebcontainerSandbox(one: OneContainer): Sandbox {
  return new WebcontainerSandbox(one);
}
