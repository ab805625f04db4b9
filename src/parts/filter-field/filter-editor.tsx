import { autocompletion, closeCompletion, type CompletionSource } from '@codemirror/autocomplete';
import { history, historyKeymap, isolateHistory, standardKeymap } from '@codemirror/commands';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder, tooltips } from '@codemirror/view';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { ExpressionProblem } from '../../domain/expression/ast.ts';
import { m } from '../../paraglide/messages.js';
import { completeFilter } from './filter-completion.ts';
import css from './filter-field.module.css';
import type { FilterWords } from './filter-field.tsx';
import { type Grammar, isMeantAsTyped, problemOfTyped } from './filter-grammar.ts';
import { highlightOf, setWorkerProblem } from './filter-highlight.ts';
import { completionKeys } from './filter-keys.ts';
import { filterTheme } from './filter-theme.ts';
import type { FilterInputProps } from './plain-filter-input.tsx';

export interface FilterEditorProps extends FilterInputProps {
  /** Where the caret stood in the input that this one replaces; undefined where it had no focus. */
  readonly caret: { readonly anchor: number; readonly head: number } | undefined;
  readonly problem: ExpressionProblem | undefined;
  readonly onProblem: (problem: ExpressionProblem | undefined) => void;
  readonly words: FilterWords;
  /** Stays what it was at first. */
  readonly grammar: Grammar;
}

/** The filter's text in one line of CodeMirror: coloured, completed, its problem underlined at the place. */
export function FilterEditor(props: FilterEditorProps) {
  const { text, grammar, problem, onProblem } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const latest = useRef(props);
  const looks = useRef(new Compartment());
  useLayoutEffect(() => {
    latest.current = props;
  });

  useLayoutEffect(() => {
    const { caret } = latest.current;
    const editor = new EditorView({
      ...(host.current ? { parent: host.current } : {}),
      state: EditorState.create({
        doc: latest.current.text,
        ...(caret ? { selection: caret } : {}),
        extensions: [
          extensionsOf(() => latest.current, listParent(host.current)),
          looks.current.of(attributesOf(latest.current)),
        ],
      }),
    });
    view.current = editor;
    if (caret) editor.focus();
    return () => editor.destroy();
  }, []);

  const { label, placeholder: hint, describedBy, isInvalid } = props;
  useLayoutEffect(() => {
    const attributes = attributesOf({ label, placeholder: hint, describedBy, isInvalid });
    view.current?.dispatch({ effects: looks.current.reconfigure(attributes) });
  }, [label, hint, describedBy, isInvalid]);

  useLayoutEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === text) return;
    editor.dispatch({
      changes: { from: 0, to: editor.state.doc.length, insert: text },
      selection: { anchor: text.length },
      // However soon it comes after the last letter: a step of its own, so that Ctrl+Z brings the draft back.
      annotations: isolateHistory.of('full'),
    });
  }, [text]);

  useLayoutEffect(() => {
    view.current?.dispatch({ effects: setWorkerProblem.of(problem) });
  }, [problem]);

  useEffect(() => onProblem(problemOfTyped(text, grammar)), [text, grammar, onProblem]);

  return <div ref={host} className={css.editor} />;
}

/**
 * Out of the bar, whose size containment would lay the table over it; within a popover, which a click beside closes, and
 * within a dialog, which everything outside stands behind.
 */
function listParent(host: HTMLElement | null): HTMLElement {
  return host?.closest<HTMLElement>('[role="dialog"], dialog') ?? document.body;
}

function extensionsOf(latest: () => FilterEditorProps, parent: HTMLElement): Extension {
  const { grammar } = latest();
  const complete: CompletionSource = (context) => completeFilter(context, latest().words, grammar);
  return [
    history(),
    ONE_LINE,
    highlightOf(grammar),
    filterTheme,
    tooltips({ parent }),
    autocompletion({
      override: [complete],
      icons: false,
      defaultKeymap: false,
      interactionDelay: 0,
      // Below the field a dialog has its buttons.
      aboveCursor: parent instanceof HTMLDialogElement,
    }),
    CLOSE_ON_BLUR,
    completionKeys((text, cursor) => isMeantAsTyped(text, cursor, grammar, latest().words.catalogue)),
    keymap.of([...barKeys(latest), ...historyKeymap, ...standardKeymap]),
    EditorView.updateListener.of(({ docChanged, state }) => {
      const text = state.doc.toString();
      if (docChanged && text !== latest().text) latest().onText(text);
    }),
  ];
}

/** Also a list that is still on its way, which CodeMirror would open over what has the focus by then. */
const CLOSE_ON_BLUR = EditorView.domEventHandlers({
  blur: ({ relatedTarget }, view) => {
    const isInList = relatedTarget instanceof Element && relatedTarget.closest('.cm-tooltip') !== null;
    if (!isInList) closeCompletion(view);
  },
});

function barKeys(latest: () => FilterEditorProps) {
  return [
    {
      key: 'Enter',
      run: (view: EditorView) => {
        closeCompletion(view);
        latest().onApply(view.state.doc.toString());
        return true;
      },
    },
    {
      key: 'Escape',
      // The workspace would take the same key for leaving the run in focus.
      stopPropagation: true,
      run: (view: EditorView) => {
        if (latest().isDraft) view.contentDOM.blur();
        return latest().isDraft;
      },
    },
  ];
}

/** Pasted lines are joined by spaces. */
const ONE_LINE = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  const insert = transaction.newDoc.toString().replaceAll(/\s*\n\s*/g, ' ');
  const { length } = transaction.startState.doc;
  return { changes: { from: 0, to: length, insert }, selection: { anchor: insert.length } };
});

function attributesOf({
  label,
  placeholder: hint,
  describedBy,
  isInvalid,
}: Pick<FilterInputProps, 'label' | 'placeholder' | 'describedBy' | 'isInvalid'>): Extension {
  return [
    placeholder(hint),
    EditorState.phrases.of({ Completions: m.filter_suggestions() }),
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-describedby': describedBy,
      'aria-multiline': 'false',
      ...(isInvalid ? { 'aria-invalid': 'true' } : {}),
    }),
  ];
}
