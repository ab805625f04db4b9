import { type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { ExpressionProblem, Span } from '../../domain/expression/ast.ts';
import { type HighlightKind, highlight } from '../../domain/expression/highlight.ts';
import { type Grammar, problemOfTyped } from './filter-grammar.ts';

/** What the worker says of the text; undefined takes it back. */
export const setWorkerProblem = StateEffect.define<ExpressionProblem | undefined>();

const workerProblem = StateField.define<ExpressionProblem | undefined>({
  create: () => undefined,
  update: (before, { docChanged, effects }) =>
    effects.reduce(
      (problem, effect) => (effect.is(setWorkerProblem) ? effect.value : problem),
      docChanged ? undefined : before,
    ),
});

/** Colours the words and underlines the first problem. */
export function highlightOf(grammar: Grammar): Extension {
  const decorations = StateField.define<DecorationSet>({
    create: (state) => decorate(state.doc.toString(), undefined, grammar),
    update: (before, { state, docChanged, effects }) =>
      docChanged || effects.some((effect) => effect.is(setWorkerProblem))
        ? decorate(state.doc.toString(), state.field(workerProblem), grammar)
        : before,
    provide: (field) => EditorView.decorations.from(field),
  });
  return [workerProblem, decorations];
}

function decorate(text: string, problem: ExpressionProblem | undefined, grammar: Grammar): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { span, kind } of highlight(text)) {
    const look = LOOKS.get(kind);
    if (look) builder.add(span.start, span.end, look);
  }
  const wrong = (problem ?? problemOfTyped(text, grammar))?.span;
  return wrong
    ? builder.finish().update({ add: [underline(wrong, text.length)], sort: true })
    : builder.finish();
}

function underline({ start, end }: Span, length: number) {
  const from = Math.min(start, length);
  const to = Math.min(Math.max(end, start), length);
  return from < to ? PROBLEM.range(from, to) : MISSING.range(from);
}

/** Stands where something is missing: there is nothing to underline. */
class MissingMark extends WidgetType {
  override toDOM(): HTMLElement {
    const mark = document.createElement('span');
    mark.className = 'filter-problem';
    mark.textContent = '  ';
    return mark;
  }
}

const PROBLEM = Decoration.mark({ class: 'filter-problem' });
const MISSING = Decoration.widget({ widget: new MissingMark(), side: 1 });
const LOOKS: ReadonlyMap<HighlightKind, Decoration> = new Map([
  ['field', Decoration.mark({ class: 'filter-key' })],
  ['function', Decoration.mark({ class: 'filter-operator' })],
  ['keyword', Decoration.mark({ class: 'filter-operator' })],
  ['operator', Decoration.mark({ class: 'filter-operator' })],
  ['text', Decoration.mark({ class: 'filter-text' })],
  // A quote that is still open, nearly always: what is truly wrong is underlined.
  ['wrong', Decoration.mark({ class: 'filter-text' })],
  ['number', Decoration.mark({ class: 'filter-number' })],
]);
