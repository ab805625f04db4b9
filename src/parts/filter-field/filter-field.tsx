import { type ComponentType, useCallback, useEffect, useRef, useState } from 'react';
import type { ExpressionProblem } from '../../domain/expression/ast.ts';
import type { KeyCatalogue, ValueCounts } from '../../worker/runs/runs-protocol.ts';
import type { FilterEditorProps } from './filter-editor.tsx';
import type { Grammar } from './filter-grammar.ts';
import { type FilterInputProps, PlainFilterInput } from './plain-filter-input.tsx';

export interface FilterWords {
  readonly catalogue: KeyCatalogue | undefined;
  readonly loadValues: (kind: 'param' | 'tag' | 'attribute', key: string) => Promise<ValueCounts>;
}

interface FilterFieldProps extends FilterInputProps {
  /** True once the page's first work is done: the editor may be loaded. */
  readonly mayLoad: boolean;
  /** What the worker says of the applied text; undefined while the text in the field is another one. */
  readonly problem: ExpressionProblem | undefined;
  /** What the editor says of the text in the field, without what typing on may mend. */
  readonly onProblem: (problem: ExpressionProblem | undefined) => void;
  readonly words: FilterWords;
  readonly grammar: Grammar;
}

interface LoadedEditor {
  readonly Editor: ComponentType<FilterEditorProps>;
  /** Where the caret stood in the plain input; undefined where it had no focus. */
  readonly caret: { readonly anchor: number; readonly head: number } | undefined;
}

/** The plain input, and in its place the editor as soon as it is loaded and nothing is being composed. */
export function FilterField({ mayLoad, problem, onProblem, words, grammar, ...input }: FilterFieldProps) {
  const plain = useRef<HTMLInputElement>(null);
  const [loaded, setLoaded] = useState<LoadedEditor>();
  const { load, onCompositionEnd } = useEditorChunk(plain, setLoaded);

  useEffect(() => {
    if (!mayLoad || loaded) return undefined;
    return whenIdle(load);
  }, [mayLoad, loaded, load]);

  if (!loaded) {
    return <PlainFilterInput {...input} ref={plain} onFocus={load} onCompositionEnd={onCompositionEnd} />;
  }
  const { Editor, caret } = loaded;
  return <Editor {...input} {...{ caret, problem, onProblem, words, grammar }} />;
}

function useEditorChunk(
  plain: { readonly current: HTMLInputElement | null },
  onLoaded: (loaded: LoadedEditor) => void,
) {
  const isAsked = useRef(false);
  const waiting = useRef<ComponentType<FilterEditorProps> | undefined>(undefined);
  const isComposing = useRef(false);

  const swap = useCallback(() => {
    const Editor = waiting.current;
    const input = plain.current;
    if (!Editor || isComposing.current) return;
    const hasFocus = input !== null && document.activeElement === input;
    const caret = hasFocus
      ? { anchor: input.selectionStart ?? input.value.length, head: input.selectionEnd ?? input.value.length }
      : undefined;
    onLoaded({ Editor, caret });
  }, [plain, onLoaded]);

  useEffect(() => {
    const input = plain.current;
    const onStart = () => {
      isComposing.current = true;
    };
    input?.addEventListener('compositionstart', onStart);
    return () => input?.removeEventListener('compositionstart', onStart);
  }, [plain]);

  const load = useCallback(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    import('./filter-editor.tsx').then(
      ({ FilterEditor }) => {
        waiting.current = FilterEditor;
        swap();
      },
      // Without it the plain input stays; the next focus tries again.
      () => {
        isAsked.current = false;
      },
    );
  }, [swap]);

  const onCompositionEnd = useCallback(() => {
    isComposing.current = false;
    // The composed text reaches `onChange` after this event.
    setTimeout(swap, 0);
  }, [swap]);
  return { load, onCompositionEnd };
}

const IDLE_WAIT_MS = 2_000;

/** Calls back when the page has nothing else to do; Safari cannot tell, there it waits a while. */
function whenIdle(action: () => void): () => void {
  if (typeof window.requestIdleCallback !== 'function') {
    const timer = setTimeout(action, IDLE_WAIT_MS);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(action, { timeout: 4 * IDLE_WAIT_MS });
  return () => window.cancelIdleCallback(handle);
}
