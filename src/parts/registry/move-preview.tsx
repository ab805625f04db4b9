import { formatValue } from '../../base/format-number.ts';
import type { AliasMove } from '../../domain/registry/alias-moves.ts';
import { m } from '../../paraglide/messages.js';
import { Difference } from './difference.tsx';
import { moveWords } from './registry-words.ts';
import css from './registry.module.css';

type MetricOf = (key: string) => number | undefined;

interface MovePreviewProps {
  /** `to` may be a version that is still to be made: then `toWords` names it. */
  readonly move: AliasMove;
  readonly words?: string;
  readonly toWords?: string;
  readonly metrics: readonly string[];
  readonly before: MetricOf | undefined;
  readonly after: MetricOf | undefined;
  /** What these logged is still being read. */
  readonly awaited?: { readonly from: boolean; readonly to: boolean };
}

const NEITHER = { from: false, to: false };

/** What a move does: from and to, side by side, with the metrics of both. */
export function MovePreview(props: MovePreviewProps) {
  const { move, words, toWords, metrics, before, after, awaited = NEITHER } = props;
  const { from, to } = move;
  const isAwaited = awaited.from || awaited.to;
  return (
    <table className={css.preview} aria-busy={isAwaited}>
      <caption>{words ?? moveWords(move)}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{from === undefined ? m.alias_nowhere() : m.alias_from({ version: from })}</th>
          <th scope="col">
            {toWords ?? (to === undefined ? m.alias_nowhere() : m.alias_to({ version: to }))}
          </th>
          <th scope="col">{m.alias_difference()}</th>
        </tr>
      </thead>
      <tbody>
        {metrics.length === 0 && isAwaited ? (
          <tr>
            <td colSpan={4}>{m.loading()}</td>
          </tr>
        ) : null}
        {metrics.map((key) => {
          const [old, next] = [before?.(key), after?.(key)];
          return (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td>{wordOf(old, awaited.from)}</td>
              <td>{wordOf(next, awaited.to)}</td>
              <td>
                {old === undefined || next === undefined ? null : (
                  <Difference metric={key} value={next} from={old} />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function wordOf(value: number | undefined, isAwaited: boolean): string {
  if (value !== undefined) return formatValue(value);
  return isAwaited ? m.loading() : '–';
}
