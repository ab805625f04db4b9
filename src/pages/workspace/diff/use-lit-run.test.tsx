// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useRef } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { RunId } from '../../../domain/runs/run.ts';
import { HighlightProvider, type HighlightStore, useHighlightStore } from '../../../parts/highlight.tsx';
import { useLitRun } from './use-lit-run.ts';

const RUN_IDS = ['a', 'b'] as readonly string[] as readonly RunId[];

interface DiffProps {
  readonly onStore: (store: HighlightStore) => void;
}

/** As the grid of the diff stands in the page: a line of names, and a line of values. */
function Diff({ onStore }: DiffProps) {
  const grid = useRef<HTMLDivElement>(null);
  onStore(useHighlightStore());
  return (
    <div ref={grid} data-testid="diff" {...useLitRun(grid, RUN_IDS, 'data-column')}>
      {['key', ...RUN_IDS].map((column) => (
        <span key={column} role="columnheader" data-column={column} />
      ))}
      {RUN_IDS.map((column) => (
        <span key={column} data-testid={`value of ${column}`} data-column={column} />
      ))}
    </div>
  );
}

let store: HighlightStore;

function show(): void {
  render(
    <HighlightProvider>
      <Diff onStore={(shared) => (store = shared)} />
    </HighlightProvider>,
  );
}

const lit = () =>
  [...document.querySelectorAll('[data-lit]')].map((head) => head.getAttribute('data-column'));

afterEach(cleanup);

it('lights the column of the run that is pointed at in the table, and no other', () => {
  show();
  act(() => store.hover('b' as RunId));
  expect(lit()).toEqual(['b']);
  act(() => store.hover('a' as RunId));
  expect(lit()).toEqual(['a']);
  act(() => store.hover('elsewhere' as RunId));
  expect(lit()).toEqual([]);
});

it('tells the table which run is pointed at in the diff', () => {
  show();
  fireEvent.pointerOver(screen.getByTestId('value of b'));
  expect(store.get().hovered).toBe('b');
  expect(lit()).toEqual(['b']);
  fireEvent.pointerOut(screen.getByTestId('diff'), { relatedTarget: document.body });
  expect(store.get().hovered).toBeUndefined();
});
