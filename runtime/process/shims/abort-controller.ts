/** What readable-stream finds as the package `abort-controller`. */
export { AbortController } from '../web/abort/abort-controller.ts';
export { AbortSignal } from '../web/abort/abort-signal.ts';
