// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExpressionProblem } from '../../../domain/expression/ast.ts';
import { FilterEditor, type FilterEditorProps } from './filter-editor.tsx';

const onText = vi.fn<(text: string) => void>();
const onApply = vi.fn<(text: string) => void>();
const onRevert = vi.fn<() => boolean>();
const onProblem = vi.fn<(problem: ExpressionProblem | undefined) => void>();

const PROPS: FilterEditorProps = {
  label: 'Filter runs',
  placeholder: 'part of a name',
  describedBy: 'report',
  isInvalid: false,
  text: '',
  onText,
  onApply,
  onRevert,
  caret: undefined,
  problem: undefined,
  onProblem,
  words: { catalogue: undefined, loadValues: () => Promise.resolve({ values: [], distinctCount: 0 }) },
};

function show(props: Partial<FilterEditorProps>) {
  const view = render(<FilterEditor {...PROPS} {...props} />);
  return {
    change: (next: Partial<FilterEditorProps>) => view.rerender(<FilterEditor {...PROPS} {...next} />),
  };
}
const field = () => screen.getByRole('textbox', { name: 'Filter runs' });
const marked = (kind: string) =>
  [...field().querySelectorAll(`.filter-${kind}`)].map((mark) => mark.textContent);

beforeEach(() => onRevert.mockReturnValue(true));
afterEach(cleanup);

describe('FilterEditor', () => {
  it('is a text box of one line, named and described', () => {
    const { change } = show({});
    expect(field().getAttribute('aria-multiline')).toBe('false');
    expect(field().getAttribute('aria-describedby')).toBe('report');
    expect(field().getAttribute('aria-invalid')).toBeNull();
    change({ isInvalid: true, label: '실행 필터' });
    expect(screen.getByRole('textbox', { name: '실행 필터' }).getAttribute('aria-invalid')).toBe('true');
  });

  it('colours keys, operators, strings and numbers', () => {
    show({ text: "params.lr > 1e-4 AND status = 'FAILED'" });
    expect(marked('key')).toEqual(['params.lr', 'status']);
    expect(marked('operator')).toEqual(['>', 'AND', '=']);
    expect(marked('text')).toEqual(["'FAILED'"]);
    expect(marked('number')).toEqual(['1e-4']);
  });

  it('underlines what is wrong in the middle, but not what is still being typed', () => {
    const { change } = show({ text: 'metrics.loss < AND params.lr > 1' });
    expect(marked('problem')).toEqual(['AND']);
    expect(onProblem).toHaveBeenLastCalledWith(expect.objectContaining({ code: 'unexpected' }));
    change({ text: 'metrics.loss < ' });
    expect(marked('problem')).toEqual([]);
    expect(onProblem).toHaveBeenLastCalledWith(undefined);
  });

  it('underlines what the worker finds once it is applied', () => {
    const text = "name ~ '('";
    const { change } = show({ text });
    expect(marked('problem')).toEqual([]);
    change({
      text,
      problem: { code: 'bad-pattern', span: { start: 7, end: 10 }, found: "'('", expected: [] },
    });
    expect(marked('problem')).toEqual(["'('"]);
    change({ text });
    expect(marked('problem')).toEqual([]);
  });

  it('applies with Enter, never while a syllable is composed', () => {
    show({ text: '한' });
    fireEvent.compositionStart(field());
    fireEvent.keyDown(field(), { key: 'Enter', keyCode: 13, isComposing: true });
    expect(onApply).not.toHaveBeenCalled();
    fireEvent.compositionEnd(field());
    cleanup();
    show({ text: '한' });
    fireEvent.keyDown(field(), { key: 'Enter', keyCode: 13 });
    expect(onApply).toHaveBeenCalledExactlyOnceWith('한');
  });

  it('keeps Escape for itself only where there is something to take back', () => {
    const onKey = vi.fn<() => void>();
    document.addEventListener('keydown', onKey);
    show({ text: 'resnet' });
    fireEvent.keyDown(field(), { key: 'Escape', keyCode: 27 });
    expect(onKey).not.toHaveBeenCalled();
    onRevert.mockReturnValue(false);
    fireEvent.keyDown(field(), { key: 'Escape', keyCode: 27 });
    expect(onKey).toHaveBeenCalledOnce();
    document.removeEventListener('keydown', onKey);
  });

  it('takes over caret and focus of the input before it', () => {
    show({ text: 'resnet', caret: { anchor: 3, head: 3 } });
    expect(document.activeElement).toBe(field());
  });
});
