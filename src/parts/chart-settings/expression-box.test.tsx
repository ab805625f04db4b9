// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { ExpressionBox, useExpressionDraft } from './expression-box.tsx';

const LOSS = { key: 'loss', runCount: 1, distinctCount: 1, isVarying: true };
const CATALOGUE: KeyCatalogue = { version: 1, metrics: [LOSS], params: [], tags: [] };

function Box({ onTaken }: { readonly onTaken: (text: string | undefined) => void }) {
  const draft = useExpressionDraft('1 - metrics.los', CATALOGUE);
  return (
    <ExpressionBox
      draft={draft}
      label="Value"
      placeholder=""
      button="Add"
      onApply={() => onTaken(draft.take())}
    />
  );
}

afterEach(cleanup);

it('gives the field the focus back when what was meant is chosen, so that Enter takes it', () => {
  const onTaken = vi.fn();
  render(
    <MantineProvider env="test">
      <Box onTaken={onTaken} />
    </MantineProvider>,
  );
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Value' });
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(onTaken).toHaveBeenLastCalledWith(undefined);
  const use = screen.getByRole('button', { name: m.filter_unknown_use({ column: 'metrics.loss' }) });
  use.focus();
  fireEvent.click(use);
  expect(field.value).toBe('1 - metrics.loss');
  expect(document.activeElement).toBe(field);
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(onTaken).toHaveBeenLastCalledWith('1 - metrics.loss');
});
