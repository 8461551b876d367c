import type { Page } from '../state/index.ts';

/** What the learner should know about their files, above the files. */
export function NoticeList({ page: { notices } }: { readonly page: Page }) {
  return (
    <>
      {notices.list.value.map(({ key, text, tone, actions }) => (
        <div key={key} class="notice" data-tone={tone} role="status">
          <p>{text}</p>
          <div class="notice-actions">
            {actions.map(({ label, run }) => (
              <button key={label} type="button" onClick={run}>
                {label}
              </button>
            ))}
            {tone === 'choice' ? null : (
              <button type="button" class="plain" onClick={() => notices.dismiss(key)}>
                Dismiss
              </button>
            )}
          </div>
        </div>
      ))}
    </>
  );
}
