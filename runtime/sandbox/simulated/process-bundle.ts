/** What is bundled for realms in which processes are to be simulated: the same text everywhere. */
export { prepareProcess } from '../../process/index.ts';
