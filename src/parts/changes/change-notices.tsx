import { m } from '../../paraglide/messages.js';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { useChanges } from './changes.tsx';
import css from './change-notices.module.css';

/** Read with the first change. */
const { Component: NoticeLines } = createLazyComponent(
  async () => (await import('./notice-lines.tsx')).NoticeLines,
  () => null,
);

/** What was done, at the foot of every page, with its undo. */
export function ChangeNotices() {
  const { notices } = useChanges();
  return (
    <div className={css.place} role="status" aria-label={m.changes_label()}>
      {notices.length > 0 ? <NoticeLines notices={notices} /> : null}
    </div>
  );
}
