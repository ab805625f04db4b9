import { useState } from 'react';
import { Button } from '@mantine/core';
import type { Credentials } from '../../domain/credentials.ts';
import { m } from '../../paraglide/messages.js';
import type { SignInQuestion } from '../../queries/sign-in.ts';
import { ModalDialog } from '../../ui/modal-dialog.tsx';
import { SignInForm } from './sign-in-form.tsx';
import css from './sign-in.module.css';

export interface SignInDialogProps {
  readonly question: SignInQuestion;
  /** What the server is called. */
  readonly serverName: string;
  /** This page, for another tab. */
  readonly pageAddress: string;
  readonly onSubmit: (credentials: Credentials, forSession: boolean) => void;
  readonly onTryAgain: () => void;
  readonly onReload: () => void;
  readonly onCancel: () => void;
}

/** The one form for all requests that wait. What stands behind it stays as it is. */
export function SignInDialog(props: SignInDialogProps) {
  const { question, serverName, onCancel } = props;
  const [asksPage, setAsksPage] = useState(false);
  const isPage = question.way === 'page' || asksPage;
  return (
    <ModalDialog
      title={isPage ? m.signin_page_title() : m.signin_title({ server: serverName })}
      widthPx={450}
      onClose={onCancel}
      isApart
    >
      {isPage ? <PageWay {...props} /> : <SignInForm {...props} onPage={() => setAsksPage(true)} />}
    </ModalDialog>
  );
}

function PageWay({ pageAddress, onTryAgain, onReload, onCancel }: SignInDialogProps) {
  return (
    <>
      <p className={css.text}>{m.signin_page_body()}</p>
      <div className={css.actions}>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {m.cancel()}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onReload}>
          {m.signin_page_reload()}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onTryAgain}>
          {m.signin_page_again()}
        </Button>
        <Button size="compact-sm" component="a" href={pageAddress} target="_blank" rel="noopener">
          {m.signin_page_tab()}
        </Button>
      </div>
    </>
  );
}
