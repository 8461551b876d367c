import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface ModalProps {
  readonly class: string;
  readonly 'aria-label'?: string;
  readonly 'aria-labelledby'?: string;
  readonly children: ComponentChildren;
  readonly onClose: () => void;
}

/** A dialog in front of the page for as long as it is drawn; Escape closes it. */
export function Modal({ children, ...dialog }: ModalProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => ref.current?.showModal(), []);
  return (
    <dialog ref={ref} {...dialog}>
      {children}
    </dialog>
  );
}
