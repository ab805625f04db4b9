import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { m } from '../paraglide/messages.js';
import type { TrackingFailure } from '../tracking/errors.ts';
import { useSigningIn } from '../queries/sign-in-context.tsx';
import { failureWords } from './wording.ts';
import css from './failure-notice.module.css';

interface FailureNoticeProps {
  readonly failure: TrackingFailure;
  readonly onRetry?: () => void;
  /** A strip above data that stays on screen, or the whole place where data would be. */
  readonly shape?: 'strip' | 'page';
  readonly children?: ReactNode;
}

/** What failed, in the reader's words, with what to do; the server's own words behind "Details". */
export function FailureNotice({ failure, onRetry, shape = 'page', children }: FailureNoticeProps) {
  const signIn = useSigningIn();
  const canSignIn = signIn !== undefined && failure.kind === 'unauthorized';
  const words = failureWords(failure, globalThis.location?.origin ?? '');
  return (
    <div
      className={shape === 'page' ? css.page : css.strip}
      role="alert"
      data-failure={failure.cause ?? failure.kind}
    >
      <div className={css.words}>
        <strong className={css.title}>{words.title}</strong>
        <span className={css.body}>{words.body}</span>
        {failure.detail ? (
          <details className={css.details}>
            <summary>{m.details()}</summary>
            <code>{failure.detail.slice(0, 2000)}</code>
          </details>
        ) : null}
      </div>
      <div className={css.actions}>
        {onRetry ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              if (canSignIn) signIn();
              onRetry();
            }}
          >
            {canSignIn ? m.signin_submit() : m.retry()}
          </Button>
        ) : null}
        {children}
      </div>
    </div>
  );
}
