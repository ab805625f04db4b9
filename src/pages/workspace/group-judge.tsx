import { useEffect, useId, useState } from 'react';
import { formatValue } from '../../base/format-number.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import type { ShownGroup } from '../../parts/charts-panel/use-run-groups.ts';
import { comparisonWords, type ComparisonNames, sideWords } from '../../parts/comparison-words.ts';
import type { LineStyles } from '../../parts/run-styles.ts';
import { columnWord } from '../../parts/wording.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import type { CompareGroupsReply } from '../../worker/runs/groups-protocol.ts';
import { GroupDots } from './group-dots.tsx';
import css from './group-judge.module.css';
import { isJudging } from './judging-column.ts';
import { directionOfColumn } from './key-columns.tsx';

interface GroupJudgeProps {
  readonly viewId: string;
  /** Grows with every change of rows. */
  readonly version: number;
  readonly left: ShownGroup;
  readonly right: ShownGroup;
  readonly styles: LineStyles;
  /** In which numbers stand. */
  readonly columns: readonly RunColumn[];
  /** Of the two what is judged by, where the person chose nothing. */
  readonly sorted: RunColumn;
  readonly judgedBy: string | undefined;
  readonly onJudgeBy: (column: string) => void;
  readonly directions: Workspace['directions'];
}

/** Two groups side by side: is the difference larger than the noise between their own runs? */
export function GroupJudge(props: GroupJudgeProps) {
  const { left, right, columns, directions } = props;
  const column = judgingColumn(props);
  const reply = useComparison(props, column && formatRunColumn(column));
  const id = useId();
  if (!column) return null;
  const text = formatRunColumn(column);
  const choices = columns.some((each) => formatRunColumn(each) === text) ? columns : [column, ...columns];
  return (
    <section className={css.judge} aria-label={m.judge_title()}>
      <div className={css.head}>
        <label htmlFor={id}>{m.judge_by()}</label>
        <select
          id={id}
          className={css.select}
          value={text}
          onChange={(event) => props.onJudgeBy(event.currentTarget.value)}
        >
          {choices.map((each) => (
            <option key={formatRunColumn(each)} value={formatRunColumn(each)}>
              {columnWord(each)}
            </option>
          ))}
        </select>
      </div>
      {reply ? (
        <Answer
          reply={reply}
          names={{
            left: left.values,
            right: right.values,
            pairKeys: reply.pairKeys,
            direction: directionOfColumn(column, directions),
            write: formatValue,
          }}
          colors={[props.styles.get(left.id)?.color, props.styles.get(right.id)?.color]}
        />
      ) : (
        <p className={css.waiting}>{reply === undefined ? m.judge_waiting() : m.judge_failed()}</p>
      )}
    </section>
  );
}

interface AnswerProps {
  readonly reply: CompareGroupsReply;
  readonly names: ComparisonNames;
  readonly colors: readonly (string | undefined)[];
}

function Answer({ reply, names, colors }: AnswerProps) {
  const { comparison, left, right } = reply;
  const { verdict, difference, interval, notes } = comparisonWords(comparison, names);
  const [leftColor, rightColor] = colors;
  const sides = [
    { name: names.left, group: comparison.left, members: left, color: leftColor },
    { name: names.right, group: comparison.right, members: right, color: rightColor },
  ];
  return (
    <div className={css.answer}>
      <div className={css.words} role="status" data-verdict={comparison.verdict}>
        <p
          className={css.verdict}
          data-is-larger={comparison.verdict === 'larger-than-seed-noise' || undefined}
        >
          {verdict}
        </p>
        <p
          data-difference={comparison.difference}
          data-low={comparison.interval?.low}
          data-high={comparison.interval?.high}
          data-method={comparison.method}
        >
          {difference}
        </p>
        <p className={css.dim}>{interval}</p>
        {notes.map((note) => (
          <p key={note} className={css.note}>
            {note}
          </p>
        ))}
      </div>
      <GroupDots
        label={m.judge_dots({ left: names.left, right: names.right })}
        sides={sides.map(({ name, group, members, color }) => ({
          label: name,
          note: sideWords(group, members.runningCount, names.write),
          mean: group.mean,
          color,
          members,
        }))}
        write={names.write}
      />
    </div>
  );
}

/** What was chosen, else what is sorted by, else the first metric. */
function judgingColumn({ judgedBy, sorted, columns }: GroupJudgeProps): RunColumn | undefined {
  const chosen = judgedBy === undefined ? undefined : parseRunColumn(judgedBy);
  if (chosen) return chosen;
  return isJudging(sorted) ? sorted : columns[0];
}

/** Undefined: under way; null: there is none. The answer before stays until the next one is here. */
function useComparison(
  { viewId, version, left, right }: GroupJudgeProps,
  column: string | undefined,
): CompareGroupsReply | undefined | null {
  const client = useDataClient();
  const [answer, setAnswer] = useState<{
    readonly name: string;
    readonly reply: CompareGroupsReply | null;
  }>();
  const name = [column, left.id, right.id].join('\n');
  useEffect(() => {
    if (column === undefined) return undefined;
    const controller = new AbortController();
    const settle = (reply: CompareGroupsReply | null) => {
      if (!controller.signal.aborted) setAnswer({ name, reply });
    };
    client
      .call(
        'runs.compare-groups',
        { viewId, column, left: left.runIds, right: right.runIds },
        { signal: controller.signal },
      )
      .then(
        (reply) => settle(reply ?? null),
        () => settle(null),
      );
    return () => controller.abort();
    // `version` stands for the values, which the worker reads.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, viewId, version, column, left.runIds, right.runIds, name]);
  return answer?.name === name ? answer.reply : undefined;
}
