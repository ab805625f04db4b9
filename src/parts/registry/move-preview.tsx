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
}

/** What a move does: from and to, side by side, with the metrics of both. */
export function MovePreview({ move, words, toWords, metrics, before, after }: MovePreviewProps) {
  const { from, to } = move;
  return (
    <table className={css.preview}>
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
        {metrics.map((key) => {
          const [old, next] = [before?.(key), after?.(key)];
          return (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td>{old === undefined ? '–' : formatValue(old)}</td>
              <td>{next === undefined ? '–' : formatValue(next)}</td>
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
