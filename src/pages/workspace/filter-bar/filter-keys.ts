import {
  acceptCompletion,
  closeCompletion,
  completionStatus,
  moveCompletionSelection,
  selectedCompletionIndex,
  startCompletion,
} from '@codemirror/autocomplete';
import type { KeyBinding } from '@codemirror/view';

/**
 * The list of suggestions: arrows choose, Tab takes the chosen or the first one, Enter takes only what was chosen, so
 * that a text that is typed to its end is applied by one key.
 */
export const completionKeys: readonly KeyBinding[] = [
  { key: 'Ctrl-Space', run: startCompletion },
  { key: 'ArrowDown', run: (view) => moveCompletionSelection(true)(view) || startCompletion(view) },
  { key: 'ArrowUp', run: moveCompletionSelection(false) },
  { key: 'PageDown', run: moveCompletionSelection(true, 'page') },
  { key: 'PageUp', run: moveCompletionSelection(false, 'page') },
  { key: 'Escape', run: closeCompletion, stopPropagation: true },
  { key: 'Enter', run: acceptCompletion },
  {
    key: 'Tab',
    run: (view) => {
      if (completionStatus(view.state) !== 'active') return false;
      const isChosen = (selectedCompletionIndex(view.state) ?? -1) >= 0;
      if (!isChosen && !moveCompletionSelection(true)(view)) return false;
      return acceptCompletion(view);
    },
  },
];
