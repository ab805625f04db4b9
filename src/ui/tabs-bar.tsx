import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import styles from './tabs-bar.module.css';

export interface TabItem<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** A count or a mark after the label. */
  readonly badge?: ReactNode;
  readonly isDisabled?: boolean | undefined;
}

export interface TabsBarProps<Id extends string> {
  /** Accessible name of the list. */
  readonly label: string;
  readonly tabs: readonly TabItem<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  /** The pointer is on it: it may be chosen next. */
  readonly onIntent?: ((id: Id) => void) | undefined;
  /** Base of the ids that tie tabs to their panel: pass the same to `tabPanelProps`. */
  readonly idPrefix: string;
}

/** The tab that was chosen just now. Kept outside: a page may lay itself out anew for it, this bar included. */
let chosen: string | undefined;

export function TabsBar<Id extends string>(props: TabsBarProps<Id>) {
  const { label, tabs, selected, onSelect, onIntent, idPrefix } = props;
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = tabForKey(tabs, selected, event.key);
    if (!next) return;
    event.preventDefault();
    chosen = tabId(idPrefix, next.id);
    onSelect(next.id);
    focusTab(list.current, chosen);
  };
  useLayoutEffect(() => {
    const id = tabId(idPrefix, selected);
    if (chosen !== id) return;
    chosen = undefined;
    focusTab(list.current, id);
  }, [idPrefix, selected]);
  return (
    <div ref={list} role="tablist" aria-label={label} className={styles['tabs']} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          id={tabId(idPrefix, tab.id)}
          type="button"
          role="tab"
          aria-selected={tab.id === selected}
          aria-controls={tab.id === selected ? panelId(idPrefix, tab.id) : undefined}
          tabIndex={tab.id === selected ? 0 : -1}
          disabled={tab.isDisabled}
          className={styles['tab']}
          onPointerEnter={() => onIntent?.(tab.id)}
          onClick={() => {
            chosen = tabId(idPrefix, tab.id);
            onSelect(tab.id);
          }}
        >
          {tab.label}
          {tab.badge !== undefined && <span className={styles['badge']}>{tab.badge}</span>}
        </button>
      ))}
    </div>
  );
}

/** For the element that holds the selected tab's content. */
export function tabPanelProps(idPrefix: string, selected: string) {
  return {
    id: panelId(idPrefix, selected),
    role: 'tabpanel',
    'aria-labelledby': tabId(idPrefix, selected),
  } as const;
}

function tabId(prefix: string, id: string): string {
  return `${prefix}-tab-${id}`;
}

function panelId(prefix: string, id: string): string {
  return `${prefix}-panel-${id}`;
}

function focusTab(list: HTMLElement | null, id: string): void {
  list?.querySelector<HTMLElement>(`#${CSS.escape(id)}`)?.focus();
}

function tabForKey<Id extends string>(tabs: readonly TabItem<Id>[], selected: Id, key: string) {
  const enabled = tabs.filter((tab) => !tab.isDisabled);
  const at = enabled.findIndex((tab) => tab.id === selected);
  if (key === 'ArrowRight') return enabled[(at + 1) % enabled.length];
  if (key === 'ArrowLeft') return enabled.at(at - 1);
  if (key === 'Home') return enabled[0];
  return key === 'End' ? enabled.at(-1) : undefined;
}
