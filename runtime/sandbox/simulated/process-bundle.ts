/** What is bundled for realms in which processes are to be simulated: the same text everywhere. */
export { prepareProcess } from '../../process/index.ts';
export { sharedObjects } from '../../process/shared-objects.ts';

/** All classes of the bundle, put there when it is made: not each can be reached from another. */
export declare const sharedClasses: readonly unknown[];
