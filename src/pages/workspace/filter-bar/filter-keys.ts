import {
  acceptCompletion,
  closeCompletion,
  completionStatus,
  moveCompletionSelection,
  startCompletion,
} from '@codemirror/autocomplete';
import { type Extension, Prec, StateEffect, StateField } from '@codemirror/state';
import { type Command, type KeyBinding, keymap } from '@codemirror/view';

const setChosen = StateEffect.define<boolean>();

/** Whether the suggestion that is highlighted was chosen with the arrows; the first one is by itself. */
const chosen = StateField.define<boolean>({
  create: () => false,
  update: (before, { docChanged, effects }) =>
    effects.reduce(
      (isChosen, effect) => (effect.is(setChosen) ? effect.value : isChosen),
      before && !docChanged,
    ),
});

/**
 * The list of suggestions, whose first one is highlighted: arrows choose, Tab takes the highlighted one. Enter takes
 * what was chosen, else only what completes a text that means nothing as it stands, so that one that is typed to its
 * end is applied by one key. No key of an input method does either.
 */
export function completionKeys(isMeantAsTyped: (text: string, cursor: number) => boolean): Extension {
  const keys: readonly KeyBinding[] = [
    { any: (_, event) => event.key === 'Enter' && (event.isComposing || event.keyCode === 229) },
    { key: 'Ctrl-Space', run: startCompletion },
    { key: 'ArrowDown', run: (view) => choose(moveCompletionSelection(true))(view) || startCompletion(view) },
    { key: 'ArrowUp', run: choose(moveCompletionSelection(false)) },
    { key: 'PageDown', run: choose(moveCompletionSelection(true, 'page')) },
    { key: 'PageUp', run: choose(moveCompletionSelection(false, 'page')) },
    { key: 'Escape', run: close, stopPropagation: true },
    { key: 'Tab', run: acceptCompletion },
    {
      key: 'Enter',
      run: (view) => {
        if (view.composing || view.compositionStarted) return true;
        const { state } = view;
        const isTaken =
          state.field(chosen) || !isMeantAsTyped(state.doc.toString(), state.selection.main.head);
        return isTaken && acceptCompletion(view);
      },
    },
  ];
  return [chosen, Prec.highest(keymap.of(keys))];
}

function choose(move: Command): Command {
  return (view) => {
    if (!move(view)) return false;
    view.dispatch({ effects: setChosen.of(true) });
    return true;
  };
}

/** Only where a list is on screen: one that is on its way does not swallow the key. */
const close: Command = (view) => {
  if (completionStatus(view.state) === null) return false;
  view.dispatch({ effects: setChosen.of(false) });
  return closeCompletion(view);
};
