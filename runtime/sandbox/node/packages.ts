import type { Files } from '../../compile/index.ts';
import { nodePackages } from '../../compile/packages/for-node.ts';
import { SandboxError } from '../errors.ts';

/** The files of the packages that a service imports, by path. Rejects with a SandboxError. */
export async function packageFiles(service: string, specifiers: readonly string[]): Promise<Files> {
  try {
    return await nodePackages(specifiers);
  } catch (error) {
    throw new SandboxError(
      'lost',
      `${service} cannot have ${specifiers.join(', ')}: ${(error as Error).message}`,
      'Run npm install in the folder of Brownout, then start it again.',
    );
  }
}
