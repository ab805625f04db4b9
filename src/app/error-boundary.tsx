import { Component, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { m } from '../paraglide/messages.js';
import { EmptyState } from '../parts/empty-state.tsx';
import { experimentsHref } from '../url/routes.ts';

interface State {
  readonly error: Error | undefined;
}

/** A defect of a page leaves the shell standing and says what happened. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <EmptyState title={m.crash_title()} body={m.crash_body()}>
        <Button size="compact-sm" onClick={() => globalThis.location.reload()}>
          {m.reload()}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          component="a"
          href={experimentsHref()}
          onClick={() => this.setState({ error: undefined })}
        >
          {m.back_to_experiments()}
        </Button>
        <code>{error.message}</code>
      </EmptyState>
    );
  }
}
