/** The sandbox whose services are Node in the page, by WebContainer. Its engine is hosted. */
import type { Sandbox } from '../sandbox.ts';
import type { OneContainer } from './container.ts';
import type { ContainerFiles } from './container-files.ts';
import { WebcontainerSandbox } from './webcontainer-sandbox.ts';

export { BOOT_LIMIT_MS, type ContainerSource, OneContainer } from './container.ts';
export type { ContainerFiles } from './container-files.ts';
export { WEBCONTAINER_INFO } from './info.ts';

/** A sandbox that is not booted yet, in the page's container. */
export function createWebcontainerSandbox(one: OneContainer, files: ContainerFiles): Sandbox {
  return new WebcontainerSandbox(one, files);
}
