import {
  IconBox,
  IconChevronDown,
  IconChevronRight,
  IconFile,
  IconFolder,
  IconFolderOpen,
} from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { formatBytes } from '../../base/format-bytes.ts';
import type { TreeRow } from '../../domain/artifacts/artifact-tree.ts';
import type { ArtifactPlace } from '../../domain/artifacts/artifact-place.ts';
import { m } from '../../paraglide/messages.js';
import { TextCut } from '../../ui/text-cut.tsx';
import css from './artifact-browser.module.css';

const ROW_PX = 26;
const INDENT_PX = 14;

export type EntryRow = Extract<TreeRow, { readonly kind: 'model' | 'folder' | 'file' }>;

interface ArtifactTreeViewProps {
  readonly rows: readonly TreeRow[];
  /** Of the file or folder that is shown beside the tree. */
  readonly selectedKey: string;
  readonly ticked: ReadonlySet<string>;
  readonly onSelect: (row: EntryRow) => void;
  readonly onFold: (row: EntryRow, isOpen: boolean) => void;
  readonly onTick: (row: EntryRow) => void;
  readonly onRetry: (place: ArtifactPlace) => void;
}

/** Folders and files as a tree of which only what is in sight is in the document. */
export function ArtifactTreeView(props: ArtifactTreeViewProps) {
  const { rows, selectedKey, ticked, onSelect, onFold, onTick, onRetry } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [activeKey, setActiveKey] = useState<string>();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });
  useSelectedInSight(rows, selectedKey, (index) => virtual.scrollToIndex(index, { align: 'auto' }));
  const activeIndex = indexOf(rows, activeKey) ?? indexOf(rows, selectedKey) ?? 0;
  const move = (index: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, index));
    setActiveKey(rows[to]?.key);
    virtual.scrollToIndex(to, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[activeIndex];
    const next = nextIndex(event.key, rows, activeIndex);
    if (next !== undefined) move(next);
    else if (!row || !isEntry(row)) return;
    else if (event.key === 'Enter') onSelect(row);
    else if (event.key === ' ') onTick(row);
    else if (event.key === 'ArrowRight' && row.kind !== 'file') onFold(row, true);
    else if (event.key === 'ArrowLeft' && row.isOpen) onFold(row, false);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={scroller}
      className={css.tree}
      role="tree"
      aria-label={m.art_tree()}
      aria-multiselectable="false"
      aria-activedescendant={rows[activeIndex] ? idOf(rows[activeIndex].key) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const style = { transform: `translateY(${item.start}px)`, paddingLeft: indentOf(row.level) };
          return isEntry(row) ? (
            <EntryLine
              key={row.key}
              row={row}
              style={style}
              isActive={item.index === activeIndex}
              isSelected={row.key === selectedKey}
              isTicked={ticked.has(row.key)}
              onSelect={() => {
                setActiveKey(row.key);
                onSelect(row);
              }}
              onFold={() => onFold(row, !row.isOpen)}
              onTick={() => onTick(row)}
            />
          ) : (
            <div key={row.key} className={css.noteRow} style={style} role="none">
              <NoteWords kind={row.kind} onRetry={() => onRetry(row.place)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface EntryLineProps {
  readonly row: EntryRow;
  readonly style: { readonly transform: string; readonly paddingLeft: number };
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly isTicked: boolean;
  readonly onSelect: () => void;
  readonly onFold: () => void;
  readonly onTick: () => void;
}

function EntryLine({ row, style, isActive, isSelected, isTicked, onSelect, onFold, onTick }: EntryLineProps) {
  const isFolder = row.kind !== 'file';
  return (
    // The tree has the focus and takes the keys; its rows are pointed at by aria-activedescendant.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={idOf(row.key)}
      role="treeitem"
      className={css.row}
      style={style}
      data-path={row.place.path}
      data-active={isActive || undefined}
      aria-level={row.level}
      aria-posinset={row.position || undefined}
      aria-setsize={row.count}
      aria-selected={isSelected}
      {...(isFolder ? { 'aria-expanded': row.isOpen } : {})}
      aria-label={row.name}
      onClick={onSelect}
    >
      <span
        className={css.twist}
        aria-hidden="true"
        onClick={(event) => {
          if (!isFolder) return;
          event.stopPropagation();
          onFold();
        }}
      >
        {isFolder ? row.isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} /> : null}
      </span>
      <input
        type="checkbox"
        className={css.tick}
        tabIndex={-1}
        checked={isTicked}
        aria-label={m.art_tick({ name: row.name })}
        onChange={onTick}
        onClick={(event) => event.stopPropagation()}
      />
      <span className={css.icon} aria-hidden="true">
        <EntryIcon row={row} />
      </span>
      <span className={css.name}>
        <TextCut text={row.name} />
      </span>
      {row.kind === 'model' ? <span className={css.size}>{m.art_model()}</span> : null}
      {row.sizeBytes === undefined ? null : <span className={css.size}>{formatBytes(row.sizeBytes)}</span>}
    </div>
  );
}

function EntryIcon({ row }: { readonly row: EntryRow }) {
  if (row.kind === 'model') return <IconBox size={15} />;
  if (row.kind === 'file') return <IconFile size={15} />;
  return row.isOpen ? <IconFolderOpen size={15} /> : <IconFolder size={15} />;
}

function NoteWords({
  kind,
  onRetry,
}: {
  readonly kind: Exclude<TreeRow['kind'], EntryRow['kind']>;
  readonly onRetry: () => void;
}) {
  switch (kind) {
    case 'reading':
      return <span aria-busy="true">{m.art_reading()}</span>;
    case 'empty':
      return <span>{m.art_folder_empty()}</span>;
    case 'more':
      return <span>{m.art_more()}</span>;
    case 'failed':
      return (
        <>
          <span className={css.bad}>{m.art_folder_failed()}</span>
          <button type="button" className={css.link} onClick={onRetry}>
            {m.retry()}
          </button>
        </>
      );
  }
}

export function isEntry(row: TreeRow): row is EntryRow {
  return row.kind === 'model' || row.kind === 'folder' || row.kind === 'file';
}

function nextIndex(key: string, rows: readonly TreeRow[], at: number): number | undefined {
  const row = rows[at];
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'Home':
      return 0;
    case 'End':
      return rows.length - 1;
    case 'PageDown':
      return at + 20;
    case 'PageUp':
      return at - 20;
    // From a folder that is open to what it holds; from what is not open to the folder around it.
    case 'ArrowRight':
      return row && isEntry(row) && row.isOpen ? at + 1 : undefined;
    case 'ArrowLeft':
      return row && !(isEntry(row) && row.isOpen)
        ? rows.findLastIndex((each, index) => index < at && each.level < row.level)
        : undefined;
    default:
      return undefined;
  }
}

function useSelectedInSight(
  rows: readonly TreeRow[],
  selectedKey: string,
  show: (index: number) => void,
): void {
  const shownKey = useRef<string>(undefined);
  const index = indexOf(rows, selectedKey);
  useEffect(() => {
    if (index === undefined || shownKey.current === selectedKey) return;
    shownKey.current = selectedKey;
    show(index);
  });
}

function indexOf(rows: readonly TreeRow[], key: string | undefined): number | undefined {
  const index = key === undefined ? -1 : rows.findIndex((row) => row.key === key);
  return index === -1 ? undefined : index;
}

function indentOf(level: number): number {
  return 6 + (level - 1) * INDENT_PX;
}

function idOf(key: string): string {
  return `artifact ${key}`.replaceAll(/\s/g, '_');
}
