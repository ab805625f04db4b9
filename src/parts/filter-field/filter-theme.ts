import { EditorView } from '@codemirror/view';

/** The list of suggestions hangs below the body, out of reach of a style sheet of the editor's own. */
export const filterTheme = EditorView.theme({
  '&.cm-focused': { outline: 'none' },
  '.cm-tooltip.cm-tooltip-autocomplete': {
    zIndex: 300,
    marginTop: '7px',
    padding: '4px',
    border: '1px solid var(--line-strong)',
    borderRadius: '5px',
    background: 'var(--bg)',
    color: 'var(--text)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete.cm-tooltip-above': { marginTop: '-7px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    minWidth: '280px',
    maxWidth: 'min(560px, 90vw)',
    maxHeight: '300px',
    font: '12.5px/1.4 var(--mono)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    gap: '16px',
    alignItems: 'baseline',
    padding: '4px 8px',
    borderRadius: '3px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li:hover': { background: 'var(--panel)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--accent-bg)',
    color: 'var(--text)',
  },
  // The key that takes the highlighted one.
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]::after': {
    content: '"Tab" / ""',
    flex: 'none',
    padding: '0 5px',
    border: '1px solid var(--line-strong)',
    borderRadius: '3px',
    background: 'var(--bg)',
    color: 'var(--dim)',
    font: '11px/1.5 var(--font)',
  },
  '.cm-completionLabel': { flex: '1', overflow: 'hidden', textOverflow: 'ellipsis' },
  '.cm-completionDetail': {
    margin: '0',
    color: 'var(--dim)',
    font: '12px var(--font)',
    fontStyle: 'normal',
  },
});
