import { use, useEffect } from 'react';
import { m } from '../paraglide/messages.js';
import { useInteractive } from '../parts/mark.ts';
import { useConnection } from '../queries/data-client-context.tsx';
import { SignInContext, useSignInQuestion } from '../queries/sign-in-context.tsx';
import type { SignIn, SignInQuestion } from '../queries/sign-in.ts';
import { readPageAddress } from '../state/page-address.ts';
import { forgetPlace, hasJustReloaded, reloadToSignIn } from '../state/return-place.ts';
import { createLazyComponent } from '../ui/lazy-component.tsx';
import type { SourceSpec } from '../worker/data-protocol.ts';

/** When the first page has come to rest. */
const PREPARE_AFTER_MS = 3_000;

const dialog = createLazyComponent(
  async () => (await import('../parts/sign-in/sign-in-dialog.tsx')).SignInDialog,
  () => null,
);

/** Asks the person where a server does not let its requests in, and reads anew where another person comes. */
export function SignInDesk() {
  const signIn = use(SignInContext);
  return signIn ? <Desk signIn={signIn} /> : null;
}

function Desk({ signIn }: { readonly signIn: SignIn }) {
  const { spec, status, retry } = useConnection();
  const question = useSignInQuestion();
  const server = spec.kind === 'mlflow' ? spec.baseUrl : undefined;
  useEffect(
    () =>
      signIn.onPerson((of) => {
        if (of === server) retry();
      }),
    [signIn, server, retry],
  );
  useEffect(() => {
    if (status.state !== 'ready') return;
    forgetPlace();
    // A proxy whose sign-in has ended gives no code either: the form has to be here before.
    if (server === undefined) return;
    const timer = setTimeout(dialog.prepare, PREPARE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [status, server]);
  const isSentAway = question !== undefined && isForReload(question, status.state === 'opening');
  useEffect(() => {
    if (isSentAway) reloadToSignIn();
  }, [isSentAway]);
  useGoOnWhenBack(question, signIn);
  useInteractive(question !== undefined);
  if (!question || isSentAway) return null;
  return (
    <dialog.Component
      key={question.server}
      question={question}
      serverName={serverName(spec, question.server)}
      pageAddress={readPageAddress()}
      onSubmit={signIn.submit}
      onTryAgain={signIn.tryAgain}
      onReload={reloadToSignIn}
      onCancel={signIn.cancel}
    />
  );
}

/** Nothing was read yet, so nothing is lost; a second time in a row, the person decides. */
function isForReload({ way }: SignInQuestion, isOpening: boolean): boolean {
  return way === 'page' && isOpening && !hasJustReloaded();
}

/** Whoever signed in on another tab and comes back need not say so. */
function useGoOnWhenBack(question: SignInQuestion | undefined, signIn: SignIn): void {
  const isWaiting = question?.way === 'page';
  useEffect(() => {
    if (!isWaiting) return;
    const onBack = () => {
      if (document.visibilityState === 'visible') signIn.tryAgain();
    };
    document.addEventListener('visibilitychange', onBack);
    return () => document.removeEventListener('visibilitychange', onBack);
  }, [isWaiting, signIn]);
}

function serverName(spec: SourceSpec, server: string): string {
  if (spec.kind === 'mlflow' && spec.baseUrl === server && spec.label !== undefined) return spec.label;
  return URL.canParse(server) ? new URL(server).host : m.app_name();
}
