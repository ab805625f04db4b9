import { formatCount } from '../../base/format-number.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import type { LineText } from '../../ui/plot-tooltip.tsx';
import type { LineGroup } from '../charts-panel/shown-cards.ts';

/** What of a line its name is made of. */
export interface ReadLine {
  readonly run: { readonly id: RunId; readonly name: string };
  /** Where the line stands for several runs. */
  readonly group?: LineGroup | undefined;
  /** The run's name, with what tells its lines apart. */
  readonly label: string;
  /** The runs that are joined in it. */
  readonly runIds?: readonly RunId[] | undefined;
}

/**
 * Lines of one run keep what tells them apart, behind the name that the reader chose; so do those of a group, behind its
 * values: how many runs there are is told at each place.
 */
export function textOf(
  { run, label, group, runIds }: ReadLine,
  texts: ReadonlyMap<RunId, LineText>,
): LineText {
  const text = group ? { label: group.values, details: undefined } : texts.get(run.id);
  const joined = runIds && m.line_joined({ count: runIds.length, text: formatCount(runIds.length) });
  if (!text) return { label, details: joined };
  const name = group?.label ?? run.name;
  const rest = label.startsWith(name) ? label.slice(name.length) : '';
  return {
    label: text.label + rest,
    details: [joined, text.details].filter(Boolean).join(' · ') || undefined,
  };
}

/** What a line is called on its own, as in the legend of an image: a group with how many runs it has. */
export function nameOfLine(line: ReadLine, texts: ReadonlyMap<RunId, LineText>): string {
  return line.group ? line.label : textOf(line, texts).label;
}
