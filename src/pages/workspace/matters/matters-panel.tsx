import { IconCheck, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../../../base/format-number.ts';
import { FEWEST_RUNS, MOVES_TOGETHER, type ParamMatter } from '../../../domain/comparison/matters.ts';
import { formatRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import type { Direction } from '../../../domain/statistics/metric-statistic.ts';
import { m } from '../../../paraglide/messages.js';
import { Waiting } from '../../../parts/waiting.tsx';
import { columnWord } from '../../../parts/wording.ts';
import { TextCut } from '../../../ui/text-cut.tsx';
import type { MattersReply } from '../../../worker/compare/matters-protocol.ts';
import { directionOfColumn } from '../key-columns.tsx';
import css from './matters-panel.module.css';
import {
  associationText,
  associationTitle,
  cautions,
  leftWords,
  pText,
  pTitle,
  trendText,
} from './matters-words.ts';
import { useMatters } from './use-matters.ts';

/** Params that are listed before all are asked for. */
const FIRST_SHOWN = 40;
const SIGNIFICANT = 0.05;

interface MattersPanelProps {
  readonly viewId: string;
  /** Keep the list stable. */
  readonly runIds: readonly RunId[];
  readonly rowsVersion: number | undefined;
  readonly metric: RunColumn;
  readonly directions: Readonly<Record<string, Direction>>;
  /** Texts of the columns that are axes already. */
  readonly axes: readonly string[];
  readonly onAddAxis: (column: RunColumn) => void;
}

/** Which params go with a metric over the compared runs, the strongest first; a click makes one an axis. */
export function MattersPanel(props: MattersPanelProps) {
  const { viewId, runIds, rowsVersion, metric } = props;
  const reply = useMatters({ viewId, runIds, metric }, rowsVersion);
  const name = columnWord(metric);
  const title = m.matters_title({ metric: name });
  return (
    // It scrolls, and may hold nothing that has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={css.panel} aria-label={title} tabIndex={0} data-state={reply?.state ?? 'loading'}>
      <h3 className={css.title}>
        <TextCut text={title} />
      </h3>
      {reply ? (
        <Answer {...props} reply={reply} name={name} />
      ) : (
        <Waiting words={m.matters_reading({ metric: name })} rows={4} />
      )}
    </section>
  );
}

interface AnswerProps extends MattersPanelProps {
  readonly reply: MattersReply;
  readonly name: string;
}

function Answer({ reply, name, ...props }: AnswerProps): ReactNode {
  const { state, runCount, params, groups } = reply;
  const count = formatCount(runCount);
  if (state === 'few-runs')
    return (
      <p className={css.words}>
        {m.matters_too_few({ metric: name, count, least: formatCount(FEWEST_RUNS) })}
      </p>
    );
  if (state === 'constant') return <p className={css.words}>{m.matters_constant({ metric: name, count })}</p>;
  const left = leftWords(reply);
  return (
    <>
      <p className={css.facts}>
        {m.matters_runs({ count: runCount, text: count })}
        {cautions(reply).map((words) => (
          <span key={words} className={css.caution}>
            {words}
          </span>
        ))}
      </p>
      {params.length > 0 ? (
        <MattersTable {...props} reply={reply} />
      ) : (
        <p className={css.words}>{m.matters_none()}</p>
      )}
      {groups.length > 0 ? (
        <div className={css.facts}>
          {m.matters_together({ least: String(MOVES_TOGETHER) })}
          <ul className={css.groups}>
            {groups.map((keys) => (
              <li key={keys.join('\n')}>{keys.join(', ')}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {left.length > 0 ? (
        <p className={css.facts}>
          {m.matters_left()} {left.join(' · ')}
        </p>
      ) : null}
      <p className={css.facts}>{m.matters_caution()}</p>
    </>
  );
}

function MattersTable(props: Omit<AnswerProps, 'name'>) {
  const { reply, metric, directions } = props;
  const { params, testedCount } = reply;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? params : params.slice(0, FIRST_SHOWN);
  const direction = directionOfColumn(metric, directions);
  return (
    <>
      <table className={css.table}>
        <thead>
          <tr>
            <th>{m.matters_param()}</th>
            <th title={m.matters_association_title()}>{m.matters_association()}</th>
            <th className={css.number} title={m.matters_n_title()}>
              {m.matters_n()}
            </th>
            <th className={css.number} title={m.matters_p_title({ count: formatCount(testedCount) })}>
              {m.matters_p()}
            </th>
            <th>{m.matters_trend()}</th>
            <th aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {shown.map((matter) => (
            <tr key={matter.key}>
              <MatterCells {...props} matter={matter} direction={direction} />
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < params.length ? (
        <button type="button" className={css.all} onClick={() => setWhole(true)}>
          {m.matters_show_all({ count: formatCount(params.length) })}
        </button>
      ) : null}
    </>
  );
}

interface MatterCellsProps extends Omit<AnswerProps, 'name'> {
  readonly matter: ParamMatter;
  /** Which way of the metric is better. */
  readonly direction: Direction | undefined;
}

function MatterCells({ matter, direction, reply, axes, onAddAxis }: MatterCellsProps) {
  const { key, runCount, missingCount, adjustedP, strength } = matter;
  const column: RunColumn = { kind: 'param', key };
  const isAxis = axes.includes(formatRunColumn(column));
  const label = isAxis ? m.matters_added({ param: key }) : m.matters_add({ param: key });
  const trend = trendText(matter, direction);
  const missing = formatCount(missingCount);
  return (
    <>
      <th scope="row">
        <TextCut text={key} />
      </th>
      <td className={css.association} title={associationTitle(matter)}>
        <span>{associationText(matter)}</span>
        <span className={css.bar} style={{ width: `${Math.round(strength * 100)}%` }} aria-hidden="true" />
      </td>
      <td
        className={css.number}
        title={missingCount > 0 ? m.matters_n_missing({ count: formatCount(runCount), missing }) : undefined}
      >
        {formatCount(runCount)}
      </td>
      <td
        className={adjustedP !== undefined && adjustedP < SIGNIFICANT ? css.clear : css.number}
        title={pTitle(matter, reply.testedCount)}
      >
        {pText(adjustedP)}
      </td>
      <td className={css.trend} title={trend}>
        {trend}
      </td>
      <td className={css.act}>
        <button
          type="button"
          className={css.add}
          aria-label={label}
          title={label}
          disabled={isAxis}
          onClick={() => onAddAxis(column)}
        >
          {isAxis ? <IconCheck size={13} aria-hidden="true" /> : <IconPlus size={13} aria-hidden="true" />}
        </button>
      </td>
    </>
  );
}
