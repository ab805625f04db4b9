import { type FormEvent, useId, useState } from 'react';
import { Button } from '@mantine/core';
import {
  type Credentials,
  type CredentialsKind,
  type CredentialsProblem,
  parseHeaderLines,
  problemOf,
} from '../../domain/credentials.ts';
import { unreachable } from '../../base/assert.ts';
import { m } from '../../paraglide/messages.js';
import type { SignInQuestion } from '../../queries/sign-in.ts';
import { FailureNotice } from '../failure-notice.tsx';
import css from './sign-in.module.css';

interface SignInFormProps {
  readonly question: SignInQuestion;
  readonly onSubmit: (credentials: Credentials, forSession: boolean) => void;
  readonly onCancel: () => void;
  readonly onPage: () => void;
}

const KINDS: readonly CredentialsKind[] = ['basic', 'bearer', 'headers'];

/** Fields are the browser's own, read when they are sent: a password manager fills them without telling React. */
export function SignInForm({ question, onSubmit, onCancel, onPage }: SignInFormProps) {
  const [kind, setKind] = useState<CredentialsKind>(question.wantsToken ? 'bearer' : 'basic');
  const [problem, setProblem] = useState<CredentialsProblem>();
  /** What was sent from here last: what is said about it is about nothing else. */
  const [sentKind, setSentKind] = useState<CredentialsKind>();
  const group = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (question.isTrying) return;
    const fields = new FormData(event.currentTarget);
    const credentials = read(kind, fields);
    const found = problemOf(credentials);
    setProblem(found);
    if (found) return;
    setSentKind(kind);
    onSubmit(credentials, fields.get('keep') !== null);
  };
  const words = problem ? problemWords(problem) : refusalWords(question, kind, sentKind);
  return (
    <form className={css.form} method="post" onSubmit={submit} onChange={() => setProblem(undefined)}>
      <div className={css.kinds} role="radiogroup" aria-label={m.signin_kind()}>
        {KINDS.map((each) => (
          <label key={each} className={css.kind}>
            <input type="radio" name={group} checked={kind === each} onChange={() => setKind(each)} />
            <span>{kindWord(each)}</span>
          </label>
        ))}
      </div>
      <Fields key={kind} kind={kind} name={question.name} />
      <label className={css.keep}>
        <input type="checkbox" name="keep" defaultChecked={question.isForSession} />
        <span>
          {m.signin_keep()}
          <span className={css.hint}>{m.signin_keep_hint()}</span>
        </span>
      </label>
      <p className={css.error} role="alert">
        {question.isTrying ? '' : words}
      </p>
      {question.failure ? <FailureNotice failure={question.failure} shape="strip" /> : null}
      <div className={css.actions}>
        <button type="button" className={css.other} onClick={onPage}>
          {m.signin_page_or()}
        </button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {m.cancel()}
        </Button>
        <Button size="compact-sm" type="submit" loading={question.isTrying}>
          {m.signin_submit()}
        </Button>
      </div>
    </form>
  );
}

function Fields({ kind, name }: { readonly kind: CredentialsKind; readonly name: string | undefined }) {
  switch (kind) {
    case 'basic':
      return (
        <>
          <label className={css.field}>
            {m.signin_name()}
            <input
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              defaultValue={name}
              autoFocus={name === undefined}
            />
          </label>
          <label className={css.field}>
            {m.signin_password()}
            <input
              name="password"
              type="password"
              autoComplete="current-password"
              autoFocus={name !== undefined}
            />
          </label>
        </>
      );
    case 'bearer':
      return (
        <label className={css.field}>
          {m.signin_token()}
          <input name="token" type="password" autoComplete="off" spellCheck={false} autoFocus />
        </label>
      );
    case 'headers':
      return (
        <label className={css.field}>
          {m.signin_headers_label()}
          <textarea
            name="headers"
            rows={3}
            autoComplete="off"
            spellCheck={false}
            placeholder={m.signin_headers()}
            autoFocus
          />
        </label>
      );
    default:
      return unreachable(kind);
  }
}

function read(kind: CredentialsKind, fields: FormData): Credentials {
  const text = (name: string) => {
    const value = fields.get(name);
    return typeof value === 'string' ? value : '';
  };
  switch (kind) {
    case 'basic':
      return { kind, name: text('username'), password: text('password') };
    case 'bearer':
      return {
        kind,
        token: text('token')
          .trim()
          .replace(/^bearer\s+/i, ''),
      };
    case 'headers':
      return { kind, headers: parseHeaderLines(text('headers')) };
    default:
      return unreachable(kind);
  }
}

function kindWord(kind: CredentialsKind): string {
  switch (kind) {
    case 'basic':
      return m.signin_kind_basic();
    case 'bearer':
      return m.signin_kind_bearer();
    case 'headers':
      return m.signin_kind_headers();
    default:
      return unreachable(kind);
  }
}

function problemWords(problem: CredentialsProblem): string {
  switch (problem.kind) {
    case 'empty':
      return '';
    case 'colon':
      return m.signin_colon();
    case 'bad-token':
      return m.signin_bad_token();
    case 'bad-name':
    case 'bad-value':
      return m.signin_bad_header({ name: problem.name });
    case 'kept-by-browser':
      return m.signin_browser_header({ name: problem.name });
    default:
      return unreachable(problem);
  }
}

function refusalWords(
  { wasRefused, failure }: SignInQuestion,
  kind: CredentialsKind,
  sentKind: CredentialsKind | undefined,
): string {
  if (!wasRefused || failure) return '';
  // It was let in before this form came.
  if (sentKind === undefined) return m.signin_expired();
  if (sentKind !== kind) return '';
  if (kind === 'basic') return m.signin_refused_basic();
  return kind === 'bearer' ? m.signin_refused_bearer() : m.signin_refused_headers();
}
