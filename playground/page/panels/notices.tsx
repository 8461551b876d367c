import type { Page } from '../state/index.ts';

/** What the learner should know about their files, above the files. */
export function NoticeList({ page: { notices } }: { readonly page: Page }) {
  return (
    <>
      {notices.list.value.map(({ key, text, actions }) => (
        <div key={key} class="notice" role="status">
          <p>{text}</p>
          <div class="notice-actions">
            {actions.map(({ label, run }) => (
              <button key={label} type="button" onClick={run}>
                {label}
              </button>
            ))}
            <button type="button" class="plain" onClick={() => notices.dismiss(key)}>
              Dismiss
            </button>
          </div>
        </div>
      ))}
    </>
  );
}
