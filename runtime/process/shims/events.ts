/** What the libraries that this folder uses (readable-stream) find as the package `events`. */
export { addAbortListener, EventEmitter } from '../events/index.ts';
