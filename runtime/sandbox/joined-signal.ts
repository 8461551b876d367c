/** A signal that follows others for as long as somebody wants it to. */
export interface JoinedSignal {
  readonly signal: AbortSignal;
  /** It follows them no longer. */
  release(): void;
}

/**
 * Aborts as soon as one of them does, with its reason. What AbortSignal.any gives follows as long as
 * it lives: engines keep track of it by weak references, and take what those lead to for alive when
 * they clean up young objects.
 */
export function joinedSignal(...signals: readonly AbortSignal[]): JoinedSignal {
  const joined = new AbortController();
  const follow = (event: Event) => joined.abort((event.target as AbortSignal).reason);
  for (const signal of signals) {
    if (signal.aborted) joined.abort(signal.reason);
    signal.addEventListener('abort', follow, { once: true });
  }
  return {
    signal: joined.signal,
    release() {
      for (const signal of signals) signal.removeEventListener('abort', follow);
    },
  };
}
