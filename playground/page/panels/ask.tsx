import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Modal } from './modal.tsx';

export interface AskProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** The answers besides Cancel, the likeliest first. */
  readonly answers: readonly Answer[];
  readonly onClose: () => void;
}

export interface Answer {
  readonly label: string;
  readonly choose: () => void;
}

/** A question that waits for an answer. Escape and Cancel change nothing. */
export function Ask({ title, children, answers, onClose }: AskProps) {
  const titleId = useId();
  return (
    <Modal class="ask" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      {children}
      <div class="ask-answers">
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        {answers.map(({ label, choose }, index) => (
          <button
            key={label}
            type="button"
            class={index === 0 ? 'primary' : ''}
            onClick={() => {
              onClose();
              choose();
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </Modal>
  );
}
