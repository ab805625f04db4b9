import {
  acceptCompletion,
  closeCompletion,
  moveCompletionSelection,
  startCompletion,
} from '@codemirror/autocomplete';
import { type Extension, Prec, StateEffect, StateField } from '@codemirror/state';
import { type Command, type KeyBinding, keymap, ViewPlugin } from '@codemirror/view';

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
  return [chosen, escapeFirst, Prec.highest(keymap.of(keys))];
}

function choose(move: Command): Command {
  return (view) => {
    if (!move(view)) return false;
    view.dispatch({ effects: setChosen.of(true) });
    return true;
  };
}

/**
 * Escape closes the list before anyone else hears of the key: a popover around the field takes it on its way down, and
 * would close with what is typed in it.
 */
const escapeFirst = ViewPlugin.define((view) => {
  const onKey = (event: KeyboardEvent) => {
    const isMeant = event.key === 'Escape' && !event.isComposing && view.contentDOM.contains(targetOf(event));
    if (!isMeant || !closeCompletion(view)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    view.dispatch({ effects: setChosen.of(false) });
  };
  document.addEventListener('keydown', onKey, true);
  return { destroy: () => document.removeEventListener('keydown', onKey, true) };
});

function targetOf({ target }: Event): Node | null {
  return target instanceof Node ? target : null;
}
