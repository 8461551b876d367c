import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps the focus where it was when a button that had it is gone after it was pressed: on the first
 * control there is now. For whoever has no mouse would else begin at the top of the page again.
 */
export function useKeptFocus<Place extends HTMLElement>(changes: unknown) {
  const ref = useRef<Place>(null);
  const isHere = useRef(false);
  // It is these changes that take buttons away.
  useLayoutEffect(() => {
    if (!isHere.current || document.activeElement !== document.body) return;
    ref.current?.querySelector<HTMLElement>('button, select')?.focus();
  }, [changes]);
  return {
    ref,
    onFocusIn: () => {
      isHere.current = true;
    },
    onFocusOut: ({ relatedTarget }: FocusEvent) => {
      // One that is taken away loses the focus to nobody.
      if (relatedTarget !== null) isHere.current = false;
    },
  };
}
