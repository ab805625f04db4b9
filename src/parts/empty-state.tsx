import type { ReactNode } from 'react';
import css from './empty-state.module.css';

interface EmptyStateProps {
  readonly title: string;
  readonly body: string;
  readonly children?: ReactNode;
}

/** Says why nothing is here and what to do; never a blank area. */
export function EmptyState({ title, body, children }: EmptyStateProps) {
  return (
    <div className={css.empty}>
      <strong className={css.title}>{title}</strong>
      <p className={css.body}>{body}</p>
      {children ? <div className={css.actions}>{children}</div> : null}
    </div>
  );
}
