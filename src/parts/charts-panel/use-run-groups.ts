import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { parseGroupKey, type RunGroup } from '../../domain/runs/run-groups.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { useDataClient } from '../../queries/data-client-context.tsx';
import type { DataClient } from '../../worker/rpc/rpc.ts';
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
    let isLeft = false;
    const settle = (reply: GroupsReply | undefined) => {
      if (isLeft) return;
      setAnswer((before) => (isSameAnswer(before, { runs, by, reply }) ? before : { runs, by, reply }));
    };
    askGroups(client, viewId, runs, by, rowsVersion)
      // Where the view is gone a new one comes, and with it other runs.
      .then(settle, () => settle(undefined));
    return () => {
      isLeft = true;
    };
  }, [client, viewId, isGrouped, runs, by, rowsVersion]);
  return useMemo(() => {
    if (!isGrouped) return { runs, groups: undefined };
    return answer && { runs: answer.runs, groups: answer.reply && showGroups(answer, answer.reply, legend) };
  }, [isGrouped, runs, answer, legend]);
}

interface Asked {
  readonly client: DataClient;
  readonly name: string;
  readonly reply: Promise<GroupsReply>;
}

/** The last question about these runs. */
const askedOf = new WeakMap<readonly ComparedRun[], Asked>();

/** Table and charts ask the same of the same runs: the worker is asked once. */
function askGroups(
  client: DataClient,
  viewId: string,
  runs: readonly ComparedRun[],
  by: readonly string[],
  rowsVersion: number | undefined,
): Promise<GroupsReply> {
  const name = JSON.stringify([viewId, by, rowsVersion]);
  const known = askedOf.get(runs);
  if (known?.client === client && known.name === name) return known.reply;
  const reply = client.call('runs.groups', { viewId, ids: runs.map(({ id }) => id), by });
  askedOf.set(runs, { client, name, reply });
  // Asked again where it failed.
  reply.catch(() => askedOf.delete(runs));
  return reply;
}

/** Rows change often, groups do not: cards are not made anew for the same ones. */
function isSameAnswer(before: Answer | undefined, next: Answer): boolean {
  return before?.runs === next.runs && before.by === next.by && isSameReply(before.reply, next.reply);
}

function isSameReply(left: GroupsReply | undefined, right: GroupsReply | undefined): boolean {
  if (left === right) return true;
  if (!left || !right || left.groups.length !== right.groups.length) return false;
  const isSameGroup = ({ id, members }: RunGroup, index: number) => {
    const other = right.groups[index];
    return id === other?.id && isSameList(members, other.members);
  };
  return isSameList(left.unread, right.unread) && left.groups.every(isSameGroup);
}

function isSameList(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((place, index) => place === right[index]);
}

function showGroups({ runs, by }: Answer, reply: GroupsReply, legend: string): readonly ShownGroup[] {
  const { groups, unread } = reply;
  const members = membersOf(runs, reply);
  const names = groups.map(({ values }) => groupLegend(legend, by, values));
  // A template that leaves out a key would call two groups the same.
  const isTold = new Set(names).size === names.length;
  return [
    ...groups.map(({ id, values, members: { length: count } }, index): ShownGroup => {
      const words = (isTold ? names[index] : undefined) ?? groupLabel(by, values);
      return {
        id,
        values: words,
        label: m.group_label({ values: words, count }),
        runIds: members[index] ?? [],
      };
    }),
    ...unread.flatMap((place): readonly ShownGroup[] => {
      const run = runs[place];
      return run ? [{ id: run.id, values: run.name, label: run.name, runIds: [run.id] }] : [];
    }),
  ];
}

interface Members {
  readonly runs: readonly ComparedRun[];
  readonly ids: readonly (readonly RunId[])[];
}

const membersOfReply = new WeakMap<GroupsReply, Members>();

/** Ids of the runs of each group: made once for the table and the charts. */
function membersOf(runs: readonly ComparedRun[], reply: GroupsReply): Members['ids'] {
  const known = membersOfReply.get(reply);
  if (known?.runs === runs) return known.ids;
  const ids = reply.groups.map(({ members }) => {
    const own: RunId[] = [];
    for (const place of members) {
      const run = runs[place];
      if (run) own.push(run.id);
    }
    return own;
  });
  membersOfReply.set(reply, { runs, ids });
  return ids;
}

const groupsOfRuns = new WeakMap<readonly LineGroup[], ReadonlyMap<string, string>>();

/** Id of the group by the id of the run: made when it is first asked for, once for all who ask. */
export function groupIdOf(groups: readonly LineGroup[], runId: string): string | undefined {
  let known = groupsOfRuns.get(groups);
  if (!known) {
    const made = new Map<string, string>();
    for (const { id, runIds } of groups) for (const each of runIds) made.set(each, id);
    groupsOfRuns.set(groups, made);
    known = made;
  }
  return known.get(runId);
}
