import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { parseGroupKey } from '../../domain/runs/run-groups.ts';
import { m } from '../../paraglide/messages.js';
import { useDataClient } from '../../queries/data-client-context.tsx';
import type { GroupsReply } from '../../worker/runs/groups-protocol.ts';
import { groupLabel, groupLegend } from '../group-words.ts';
import type { LineGroup } from './shown-cards.ts';

/** Runs of the compare set that are drawn as one line; a run whose group nobody knows stands under its own id. */
export type ShownGroup = LineGroup;

/** How runs are drawn: those of `groups` one line a group, where there are groups. */
export interface RunGrouping {
  readonly runs: readonly ComparedRun[];
  /** Undefined: each run is a line. */
  readonly groups: readonly ShownGroup[] | undefined;
}

/** Undefined: each run is a line. */
export const GroupsContext = createContext<readonly ShownGroup[] | undefined>(undefined);

export function useShownGroups(): readonly ShownGroup[] | undefined {
  return use(GroupsContext);
}

interface GroupingOptions {
  /** The template that lines are called by. */
  readonly legend?: string | undefined;
  /** Another one after the rows of the view changed: a tag that was edited moves a run to another group. */
  readonly rowsVersion?: number | undefined;
}

interface Answer {
  readonly runs: readonly ComparedRun[];
  readonly by: readonly string[];
  readonly reply: GroupsReply | undefined;
}

/**
 * The groups of these runs by these keys. While new ones are asked for, the runs and groups before stay together.
 *
 * @param viewId undefined: nobody can say what is in the runs, so that each is a line
 * @returns undefined until the first groups are there
 */
export function useRunGroups(
  viewId: string | undefined,
  runs: readonly ComparedRun[],
  groupBy: readonly string[],
  { legend = '', rowsVersion }: GroupingOptions = {},
): RunGrouping | undefined {
  const client = useDataClient();
  // A link may name what this version does not know.
  const by = useMemo(() => groupBy.filter((text) => parseGroupKey(text) !== undefined), [groupBy]);
  const isGrouped = viewId !== undefined && by.length > 0 && runs.length > 0;
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    if (!isGrouped) return undefined;
    const controller = new AbortController();
    const settle = (reply: GroupsReply | undefined) => {
      if (controller.signal.aborted) return;
      setAnswer((before) => (isSameAnswer(before, { runs, by, reply }) ? before : { runs, by, reply }));
    };
    client
      .call('runs.groups', { viewId, ids: runs.map(({ id }) => id), by }, { signal: controller.signal })
      // Where the view is gone a new one comes, and with it other runs.
      .then(settle, () => settle(undefined));
    return () => controller.abort();
    // Rows that changed are a reason to ask again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, viewId, isGrouped, runs, by, rowsVersion]);
  return useMemo(() => {
    if (!isGrouped) return { runs, groups: undefined };
    return answer && { runs: answer.runs, groups: answer.reply && showGroups(answer, answer.reply, legend) };
  }, [isGrouped, runs, answer, legend]);
}

/** Rows change often, groups do not: cards are not made anew for the same ones. */
function isSameAnswer(before: Answer | undefined, next: Answer): boolean {
  return (
    before?.runs === next.runs &&
    before.by === next.by &&
    JSON.stringify(before.reply) === JSON.stringify(next.reply)
  );
}

function showGroups(
  { runs, by }: Answer,
  { groups, unread }: GroupsReply,
  legend: string,
): readonly ShownGroup[] {
  const idsAt = (places: readonly number[]) =>
    places.map((place) => runs[place]?.id).filter((id) => id !== undefined);
  const names = groups.map(({ values }) => groupLegend(legend, by, values));
  // A template that leaves out a key would call two groups the same.
  const isTold = new Set(names).size === names.length;
  return [
    ...groups.map(({ id, values, members }, index): ShownGroup => {
      const words = (isTold ? names[index] : undefined) ?? groupLabel(by, values);
      return {
        id,
        values: words,
        label: m.group_label({ values: words, count: members.length }),
        runIds: idsAt(members),
      };
    }),
    ...unread.flatMap((place): readonly ShownGroup[] => {
      const run = runs[place];
      return run ? [{ id: run.id, values: run.name, label: run.name, runIds: [run.id] }] : [];
    }),
  ];
}
