// @vitest-environment happy-dom
import { CompletionContext, completionStatus } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExpressionProblem } from '../../domain/expression/ast.ts';
import { completeFilter } from './filter-completion.ts';
import { FilterEditor, type FilterEditorProps } from './filter-editor.tsx';

const onText = vi.fn<(text: string) => void>();
const onApply = vi.fn<(text: string) => void>();
const onProblem = vi.fn<(problem: ExpressionProblem | undefined) => void>();

const PROPS: FilterEditorProps = {
  label: 'Filter runs',
  placeholder: 'part of a name',
  describedBy: 'report',
  isInvalid: false,
  text: '',
  onText,
  onApply,
  isDraft: false,
  grammar: 'filter',
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

beforeEach(() => {
  onApply.mockReset();
});
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

  it('leaves a draft as it is with Escape, which passes where there is none', () => {
    const onKey = vi.fn<() => void>();
    document.addEventListener('keydown', onKey);
    const { change } = show({ text: 'resnet', isDraft: true, caret: { anchor: 6, head: 6 } });
    fireEvent.keyDown(field(), { key: 'Escape', keyCode: 27 });
    expect(onKey).not.toHaveBeenCalled();
    expect(document.activeElement).not.toBe(field());
    expect(field().textContent).toBe('resnet');
    change({ text: 'resnet', isDraft: false });
    fireEvent.keyDown(field(), { key: 'Escape', keyCode: 27 });
    expect(onKey).toHaveBeenCalledOnce();
    document.removeEventListener('keydown', onKey);
  });

  it('takes a text that came from outside back with Ctrl+Z', () => {
    const { change } = show({ text: 'resnet', isDraft: true });
    // Typed a moment before.
    EditorView.findFromDOM(field())?.dispatch({
      changes: { from: 6, insert: '-50' },
      userEvent: 'input.type',
    });
    change({ text: 'resnet-50' });
    change({ text: 'resnet' });
    fireEvent.keyDown(field(), { key: 'z', keyCode: 90, ctrlKey: true });
    expect(onText).toHaveBeenLastCalledWith('resnet-50');
  });

  it('takes over caret and focus of the input before it', () => {
    show({ text: 'resnet', caret: { anchor: 3, head: 3 } });
    expect(document.activeElement).toBe(field());
  });
});

const info = (key: string, runCount: number) => ({ key, runCount, distinctCount: 2, isVarying: true });
const WORDS: FilterEditorProps['words'] = {
  ...PROPS.words,
  catalogue: { version: 1, metrics: [info('loss', 9), info('lag', 1)], params: [], tags: [] },
};

const listed = () => screen.findByRole('listbox', { name: 'Suggestions' });
const isListed = () => screen.queryByRole('listbox') !== null;
const press = (key: string, keyCode: number, more = {}) =>
  fireEvent.keyDown(field(), { key, keyCode, ...more });
const enter = () => press('Enter', 13);
const text = () => field().textContent;

/** Opens it at the end of the text, as typing does. */
async function write(whole: string, props: Partial<FilterEditorProps> = {}) {
  show({ text: whole, words: WORDS, ...props });
  EditorView.findFromDOM(field())?.dispatch({ selection: { anchor: whole.length } });
  press(' ', 32, { ctrlKey: true });
  return listed();
}

const statusOf = () => {
  const view = EditorView.findFromDOM(field());
  return view && completionStatus(view.state);
};

describe('the list of suggestions', () => {
  it('highlights the first one, which Tab takes', async () => {
    const list = await write('metrics.l');
    expect(within(list).getAllByRole('option')[0]?.getAttribute('aria-selected')).toBe('true');
    press('Tab', 9);
    expect(text()).toBe('metrics.loss ');
    expect(onApply).not.toHaveBeenCalled();
  });

  it.each(['metrics.l', 'metrics.lo > 1 AND metrics.la'])(
    'completes with Enter what is begun: %s',
    async (whole) => {
      await write(whole);
      enter();
      expect(text()).not.toBe(whole);
      expect(onApply).not.toHaveBeenCalled();
    },
  );

  it.each(['l', 'metrics.loss > 1 AND l', 'metrics.loss '])('applies with Enter: %s', async (whole) => {
    await write(whole);
    enter();
    expect(onApply).toHaveBeenCalledExactlyOnceWith(whole);
    expect(text()).toBe(whole);
  });

  it('takes with Enter what the arrows chose, whatever the text means', async () => {
    await write('l');
    press('ArrowDown', 40);
    enter();
    expect(text()).toBe('metrics.lag ');
    expect(onApply).not.toHaveBeenCalled();
  });

  it('neither takes nor applies while a syllable is composed', async () => {
    await write('metrics.l');
    press('Enter', 229);
    press('Enter', 13, { isComposing: true });
    expect([text(), onApply.mock.calls.length]).toEqual(['metrics.l', 0]);
  });

  it('is closed by the first Escape, which does nothing else', async () => {
    await write('metrics.l', { isDraft: true });
    const onBlur = vi.spyOn(field(), 'blur');
    const onKey = vi.fn<() => void>();
    // As the popover of the column picker takes the key.
    document.body.addEventListener('keydown', onKey, true);
    press('Escape', 27);
    expect(onKey).not.toHaveBeenCalled();
    document.body.removeEventListener('keydown', onKey, true);
    await waitFor(() => expect(isListed()).toBe(false));
    expect(onBlur).not.toHaveBeenCalled();
    press('Escape', 27);
    expect(onBlur).toHaveBeenCalledOnce();
    expect(text()).toBe('metrics.l');
  });

  it('comes back for the rest of a condition, but not behind a value that is complete', async () => {
    await write('metrics.l');
    press('Tab', 9);
    expect(statusOf()).toBe('pending');
    cleanup();
    await write('metrics.l', { grammar: 'value' });
    press('Tab', 9);
    expect(text()).toBe('metrics.loss ');
    expect(statusOf()).toBeNull();
  });

  it('does not come where the field was left meanwhile', () => {
    show({ text: 'metrics.l', words: WORDS });
    press(' ', 32, { ctrlKey: true });
    expect(statusOf()).toBe('pending');
    fireEvent.blur(field());
    expect(statusOf()).toBeNull();
  });

  it('does not come behind a key whose end is written, unless it is asked for', async () => {
    const catalogue = {
      version: 1,
      metrics: [info('val/acc', 9), info('val/acc5', 1)],
      params: [],
      tags: [],
    };
    const found = (doc: string, isAsked = false) => {
      const context = new CompletionContext(EditorState.create({ doc }), doc.length, isAsked);
      return completeFilter(context, { ...PROPS.words, catalogue }, 'value');
    };
    expect(await found('1 - metrics.`val/acc`')).toBeNull();
    expect(await found('1 - metrics.`val/ac')).not.toBeNull();
    expect(await found('1 - metrics.`val/acc`', true)).not.toBeNull();
  });

  it('has no conditions where a value is written', async () => {
    const list = await write('metrics.loss ', { grammar: 'value' });
    const names = within(list)
      .getAllByRole('option')
      .map((option) => option.textContent);
    expect(names).toEqual(['*', '/', '+', '-']);
    enter();
    expect(onApply).toHaveBeenCalledExactlyOnceWith('metrics.loss ');
  });
});
