import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

export interface EmptyStateProps {
  readonly title: string;
  /** Why it is empty, and what can be done. */
  readonly body?: ReactNode;
  readonly actions?: ReactNode;
}

/** Stands where there is nothing to show. */
export function EmptyState({ title, body, actions }: EmptyStateProps) {
  return (
    <div className={styles['empty']} role="status">
      <p className={styles['title']}>{title}</p>
      {body !== undefined && <div className={styles['body']}>{body}</div>}
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}
