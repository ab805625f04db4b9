// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FilterField } from './filter-field.tsx';

const none = () => undefined;

function show() {
  render(
    <FilterField
      label="Filter runs"
      placeholder="part of a name"
      describedBy="report"
      isInvalid={false}
      text="resnet"
      onText={none}
      onApply={none}
      isDraft={false}
      mayLoad={false}
      problem={undefined}
      onProblem={none}
      grammar="filter"
      words={{ catalogue: undefined, loadValues: () => Promise.resolve({ values: [], distinctCount: 0 }) }}
    />,
  );
}
const field = () => screen.getByRole('textbox', { name: 'Filter runs' });
const isEditor = () => field().classList.contains('cm-content');

// The first import is slow; here only what follows it is of interest.
beforeAll(async () => {
  await import('./filter-editor.tsx');
}, 30_000);
afterEach(cleanup);
afterAll(() => vi.doUnmock('./filter-editor.tsx'));

describe('FilterField', () => {
  it('puts the editor in place of the plain input, which keeps the focus', async () => {
    show();
    expect(isEditor()).toBe(false);
    act(() => field().focus());
    await waitFor(() => expect(isEditor()).toBe(true));
    expect(document.activeElement).toBe(field());
    expect(field().textContent).toBe('resnet');
  });

  it('waits for the end of a syllable', async () => {
    show();
    fireEvent.compositionStart(field());
    act(() => field().focus());
    await act(() => import('./filter-editor.tsx'));
    expect(isEditor()).toBe(false);
    fireEvent.compositionEnd(field());
    await waitFor(() => expect(isEditor()).toBe(true));
  });

  it('stays as it is where the editor cannot be loaded', async () => {
    vi.resetModules();
    vi.doMock('./filter-editor.tsx', () => {
      throw new Error('no such file');
    });
    show();
    act(() => field().focus());
    await act(async () => {
      await import('./filter-editor.tsx').catch(none);
    });
    expect(isEditor()).toBe(false);
  });
});
