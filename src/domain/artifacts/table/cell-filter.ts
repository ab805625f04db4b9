import { cellNumber } from './cell-kind.ts';

/** What a cell has to be, as typed: `> 0.5`, `0.1..0.5`, `= dog`, `!cat`, or a part of its text. */
export type CellFilter =
  | { readonly kind: 'part'; readonly text: string; readonly isWanted: boolean }
  | { readonly kind: 'text'; readonly text: string; readonly isWanted: boolean }
  | { readonly kind: 'compare'; readonly sign: CompareSign; readonly value: number }
  | { readonly kind: 'between'; readonly from: number; readonly to: number };

type CompareSign = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** Undefined: nothing was typed, so that every cell passes. */
export function parseCellFilter(typed: string): CellFilter | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const between = /^(\S+?)\s*\.\.\s*(\S+)$/.exec(text);
  if (between) {
    const [from, to] = [cellNumber(between[1]), cellNumber(between[2])];
    if (!Number.isNaN(from) && !Number.isNaN(to)) return { kind: 'between', from, to };
  }
  const compared = /^(<=|>=|!=|==|<|>|=)\s*(.*)$/s.exec(text);
  if (compared) {
    const sign = compared[1] === '==' ? '=' : (compared[1] as CompareSign);
    const operand = compared[2] ?? '';
    const value = cellNumber(operand);
    if (!Number.isNaN(value)) return { kind: 'compare', sign, value };
    if (sign === '=' || sign === '!=')
      return { kind: 'text', text: operand.toLowerCase(), isWanted: sign === '=' };
  }
  if (text.startsWith('!') && text.length > 1) {
    return { kind: 'part', text: text.slice(1).trim().toLowerCase(), isWanted: false };
  }
  return { kind: 'part', text: text.toLowerCase(), isWanted: true };
}

/** Numbers are compared as numbers; a cell that is none passes no comparison but `!=`. */
export function passesFilter(filter: CellFilter, cell: string | undefined): boolean {
  switch (filter.kind) {
    case 'part':
      return (cell ?? '').toLowerCase().includes(filter.text) === filter.isWanted;
    case 'text':
      return ((cell ?? '').trim().toLowerCase() === filter.text) === filter.isWanted;
    case 'between': {
      const value = cellNumber(cell);
      return value >= filter.from && value <= filter.to;
    }
    case 'compare':
      return compares(cellNumber(cell), filter.sign, filter.value);
  }
}

function compares(value: number, sign: CompareSign, to: number): boolean {
  switch (sign) {
    case '<':
      return value < to;
    case '<=':
      return value <= to;
    case '>':
      return value > to;
    case '>=':
      return value >= to;
    case '=':
      return value === to;
    case '!=':
      return value !== to;
  }
}
