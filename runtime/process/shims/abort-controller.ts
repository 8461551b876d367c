/** What readable-stream finds as the package `abort-controller`: the engine's own. */
export const AbortController = globalThis.AbortController;
export const AbortSignal = globalThis.AbortSignal;
