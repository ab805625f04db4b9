import { useEffect } from 'react';
import { shortcutOf } from '../base/shortcut.ts';

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, ⌘ alike, but for fields of text, which undo what was typed in them. */
export function useUndoKeys(undo: () => void, redo: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return;
      const action = actionOf(event);
      if (!action || isText(event.target)) return;
      event.preventDefault();
      if (action === 'undo') undo();
      else redo();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [undo, redo]);
}

function actionOf(event: KeyboardEvent): 'undo' | 'redo' | undefined {
  const { shiftKey } = event;
  const letter = shortcutOf(event);
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && !shiftKey ? 'redo' : undefined;
}

function isText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select')
  );
}
