/**
 * Libraries that few programs use, and that take a process much memory once they are evaluated. In
 * a worker's bundle each is evaluated when it is first asked for: `evaluatedOnDemand` of the bundler
 * rewrites these lines. Elsewhere they are evaluated with all others, as the simulator needs it,
 * which freezes what its processes share.
 */
import * as deflateLibrary from './deflate.ts';
import * as hashLibrary from './hashes.ts';

export const deflate = () => deflateLibrary;
export const hashes = () => hashLibrary;
