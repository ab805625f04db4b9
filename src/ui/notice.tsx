import { IconAlertTriangle, IconCircleX, IconInfoCircle, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './notice.module.css';

export interface NoticeProps {
  readonly tone: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly body?: ReactNode;
  readonly actions?: ReactNode;
  /** With a name for its button, the notice can be put away. */
  readonly dismiss?: { readonly label: string; readonly onDismiss: () => void } | undefined;
}

const ICONS = { error: IconCircleX, warning: IconAlertTriangle, info: IconInfoCircle };

/** A strip above what it is about; the old content stays below it. */
export function Notice({ tone, title, body, actions, dismiss }: NoticeProps) {
  const Icon = ICONS[tone];
  return (
    <div className={styles['notice']} data-tone={tone} role={tone === 'error' ? 'alert' : 'status'}>
      <Icon size={16} className={styles['icon']} aria-hidden="true" />
      <div className={styles['text']}>
        <strong className={styles['title']}>{title}</strong>
        {body !== undefined && <div className={styles['body']}>{body}</div>}
      </div>
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      {dismiss && (
        <button
          type="button"
          className={styles['close']}
          aria-label={dismiss.label}
          title={dismiss.label}
          onClick={dismiss.onDismiss}
        >
          <IconX size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
