import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import { isContainer, type JsonFolds, type JsonRow } from '../../domain/artifacts/json-rows.ts';
import {
  JSON_ARRAY,
  JSON_NUMBER,
  JSON_STRING,
  type JsonTape,
  keyOf,
  placeOf,
  valueText,
} from '../../domain/artifacts/json-tape.ts';
import { m } from '../../paraglide/messages.js';
import { useRowWindow } from '../use-row-window.ts';
import css from './json-tree.module.css';

export interface JsonRowsHandle {
  readonly scrollTo: (node: number) => void;
}

interface JsonTreeRowsProps {
  readonly ref: Ref<JsonRowsHandle>;
  readonly tape: JsonTape;
  readonly rows: readonly JsonRow[];
  readonly folds: JsonFolds;
  readonly selected: number;
  readonly onSelect: (node: number) => void;
  readonly onToggle: (node: number) => void;
  readonly onMore: (node: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

const ROW_PX = 22;
const INDENT_PX = 16;
/** Deeper levels are told by their number: they would stand off the screen. */
const MOST_INDENTED = 40;

export function JsonTreeRows(props: JsonTreeRowsProps) {
  const { ref, tape, rows, folds, selected, onSelect, onToggle, onMore, onKeyDown } = props;
  const host = useRef<HTMLDivElement>(null);
  const { start, end, scrollTo } = useRowWindow(host, rows.length, ROW_PX);
  // What is asked for may be in a row that is made by the same click.
  const [wanted, setWanted] = useState<{ readonly node: number }>();
  useImperativeHandle(ref, () => ({ scrollTo: (node) => setWanted({ node }) }), []);
  const latestRows = useRef(rows);
  useEffect(() => {
    latestRows.current = rows;
  }, [rows]);
  useEffect(() => {
    if (!wanted) return;
    const place = latestRows.current.findIndex((row) => row.node === wanted.node && row.more === undefined);
    if (place >= 0) scrollTo(place);
  }, [wanted, scrollTo]);
  return (
    <div
      ref={host}
      className={css['rows']}
      role="tree"
      aria-label={m.view_tree()}
      aria-activedescendant={`json-${selected}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={css['all']} style={{ height: rows.length * ROW_PX }}>
        {rows.slice(start, end).map((row, index) => {
          const place = {
            transform: `translateY(${(start + index) * ROW_PX}px)`,
            paddingLeft: indentOf(row.level),
          };
          return row.more === undefined ? (
            <ValueRow
              key={row.node}
              tape={tape}
              row={row}
              isOpen={folds.open.has(row.node)}
              isSelected={row.node === selected}
              style={place}
              onSelect={onSelect}
              onToggle={onToggle}
            />
          ) : (
            <div key={`more-${row.node}`} className={css['row']} style={place}>
              <button type="button" className={css['more']} onClick={() => onMore(row.node)}>
                {m.view_tree_more({ count: row.more, text: formatCount(row.more) })}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function indentOf(level: number): number {
  return 8 + Math.min(level, MOST_INDENTED) * INDENT_PX;
}

interface ValueRowProps {
  readonly tape: JsonTape;
  readonly row: JsonRow;
  readonly isOpen: boolean;
  readonly isSelected: boolean;
  readonly style: { readonly transform: string; readonly paddingLeft: number };
  readonly onSelect: (node: number) => void;
  readonly onToggle: (node: number) => void;
}

function ValueRow({
  tape,
  row: { node, level },
  isOpen,
  isSelected,
  style,
  onSelect,
  onToggle,
}: ValueRowProps) {
  const canOpen = isContainer(tape, node);
  const key = keyOf(tape, node);
  return (
    <div
      id={`json-${node}`}
      className={css['row']}
      role="treeitem"
      aria-level={level + 1}
      aria-expanded={canOpen ? isOpen : undefined}
      aria-selected={isSelected}
      style={style}
      onClick={() => onSelect(node)}
      onDoubleClick={() => (canOpen ? onToggle(node) : undefined)}
    >
      {canOpen ? (
        <button
          type="button"
          tabIndex={-1}
          className={css['toggle']}
          aria-label={isOpen ? m.view_tree_close() : m.view_tree_open()}
          onClick={(event) => {
            event.stopPropagation();
            onSelect(node);
            onToggle(node);
          }}
        >
          {isOpen ? '▾' : '▸'}
        </button>
      ) : (
        <span className={css['toggle']} aria-hidden="true" />
      )}
      {level > MOST_INDENTED ? <span className={css['dim']}>{`${level}· `}</span> : null}
      <KeyOf tape={tape} node={node} name={key} />
      {canOpen ? (
        <span className={css['dim']}>{sizeWords(tape, node)}</span>
      ) : (
        <Scalar tape={tape} node={node} />
      )}
    </div>
  );
}

function KeyOf(props: { readonly tape: JsonTape; readonly node: number; readonly name: string | undefined }) {
  const { tape, node, name } = props;
  if ((tape.parents[node] ?? -1) < 0) return null;
  // In a long list each place is counted from its beginning: of rows on screen only.
  const words = name ?? String(placeOf(tape, node));
  return <span className={name === undefined ? css['place'] : css['key']}>{`${words}: `}</span>;
}

function sizeWords(tape: JsonTape, node: number): string {
  const size = formatCount(tape.sizes[node] ?? 0);
  return tape.kinds[node] === JSON_ARRAY ? `[${size}]` : `{${size}}`;
}

const CUT_CHARS = 300;

function Scalar({ tape, node }: { readonly tape: JsonTape; readonly node: number }) {
  const kind = tape.kinds[node];
  const text = valueText(tape, node);
  const shown = text.length > CUT_CHARS ? `${text.slice(0, CUT_CHARS)}…` : text;
  if (kind === JSON_STRING) return <span className={css['string']}>{`"${shown}"`}</span>;
  return <span className={kind === JSON_NUMBER ? css['number'] : css['word']}>{shown}</span>;
}
