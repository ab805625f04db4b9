// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { toComparedRun } from '../../../domain/runs/compare-set.ts';
import { m } from '../../../paraglide/messages.js';
import { DIFF_WORDS } from '../../../testing/diff-words.ts';
import { makeRun } from '../../../testing/make-run.ts';
import { ValueDialog } from './value-dialog.tsx';

const RUNS = ['a', 'b', 'c'].map((id) => toComparedRun(makeRun({ id })));

function show(cells: readonly (string | undefined)[]) {
  const onClose = vi.fn<() => void>();
  render(
    <MantineProvider env="test">
      <ValueDialog
        line={{ kind: 'param', key: 'config', cells }}
        runs={RUNS}
        words={DIFF_WORDS}
        onClose={onClose}
      />
    </MantineProvider>,
  );
  return onClose;
}

const texts = (selector: string) =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent);

afterEach(cleanup);

it('compares JSON place by place, one column for equal values', () => {
  show(['{"lr": 0.1, "opt": "adam"}', '{"lr": 0.2, "opt": "adam"}', '{"lr": 0.1, "opt": "adam"}']);
  expect(texts('thead th')).toEqual([
    m.diff_value_place(),
    m.diff_value_head({ run: 'run a', count: '1' }),
    'run b',
  ]);
  expect(texts('tbody tr')).toEqual(['lr0.10.2']);
  expect(texts('td[data-apart]')).toEqual(['0.2']);
  fireEvent.click(screen.getByRole('checkbox'));
  expect(texts('tbody th')).toEqual(['lr', 'opt']);
});

it('shows other texts whole, with what differs marked, and says who has none', () => {
  const onClose = show(['one\ntwo', 'one\nthree', undefined]);
  expect(texts('pre')).toEqual(['one\ntwo\n', 'one\nthree\n']);
  expect(texts('mark')).toEqual(['wo', 'hree']);
  expect(screen.getByText(m.diff_value_lacking({ count: 1, text: '1' }))).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: m.close() }));
  expect(onClose).toHaveBeenCalledOnce();
});

const long = (word: string) => `${'the same before '.repeat(200)}${word}${' the same behind'.repeat(175)}`;

it('marks the one word in which texts of 6,000 characters differ, and scrolls to it', () => {
  // Nothing has a size here: a mark is far below the 400 pixels that are in sight.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, 'offsetTop', 'get').mockReturnValue(900);
  show([long('red'), long('blue')]);
  expect(texts('mark')).toEqual(['red', 'blue']);
  expect(texts('pre')).toEqual([`${long('red')}\n`, `${long('blue')}\n`]);
  const scrolled = document.querySelector('mark')?.closest('pre')?.parentElement
    ?.parentElement?.parentElement;
  expect(scrolled?.scrollTop).toBeGreaterThan(500);
  expect(scrolled?.scrollTop).toBeLessThan(900);
});
