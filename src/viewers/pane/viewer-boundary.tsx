import { Component, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';

interface ViewerBoundaryProps {
  /** Undefined: there is no such way. */
  readonly onText: (() => void) | undefined;
  readonly onFacts: () => void;
  readonly children: ReactNode;
}

interface State {
  readonly error: Error | undefined;
}

/** A viewer that fails on a file leaves the page standing and offers other ways to look at it. */
export class ViewerBoundary extends Component<ViewerBoundaryProps, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    const { onText, onFacts, children } = this.props;
    if (!error) return children;
    return (
      <EmptyState title={m.view_failed()} body={m.view_failed_body()}>
        <Button size="compact-sm" onClick={() => this.setState({ error: undefined })}>
          {m.retry()}
        </Button>
        {onText ? (
          <Button size="compact-sm" variant="default" onClick={onText}>
            {m.view_as_text()}
          </Button>
        ) : null}
        <Button size="compact-sm" variant="default" onClick={onFacts}>
          {m.view_facts()}
        </Button>
        <code>{error.message}</code>
      </EmptyState>
    );
  }
}
