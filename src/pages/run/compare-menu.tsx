import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChevronDown } from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import { runOfBaseline } from '../../domain/runs/baseline.ts';
import { type Run, type RunId, TAG_PARENT_RUN, tagValue } from '../../domain/runs/run.ts';
import { type ComparedHere, comparing } from '../../domain/comparing.ts';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { relativesQuery, runQuery } from '../../queries/run-queries.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { runsHref } from '../../url/routes.ts';

/** One click to a workspace that compares this run with those that it is mostly compared with. */
export function CompareMenu({ run }: { readonly run: Run }) {
  const scope = useConnection();
  const parentId = tagValue(run.tags, TAG_PARENT_RUN) as RunId | undefined;
  const baselineId = runOfBaseline(useWorkspace().workspace.baseline);
  const { id, experimentId } = run;
  const relatives = useQuery(relativesQuery(scope, { id, experimentId, parentId }));
  const parent = useQuery({ ...runQuery(scope, parentId ?? ('' as RunId)), enabled: parentId !== undefined });
  const baseline = useQuery({
    ...runQuery(scope, baselineId ?? ('' as RunId)),
    enabled: baselineId !== undefined && baselineId !== id,
  });
  const { children, siblings } = relatives.data ?? {};
  return (
    <Menu position="bottom-end" shadow="none" withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={13} stroke={1.8} />}>
          {m.compare_menu()}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <CompareItem runs={[run]} words={m.run_compare_in()} />
        {parent.data ? (
          <CompareItem runs={[run, parent.data]} words={m.compare_parent({ name: parent.data.name })} />
        ) : null}
        {siblings && siblings.runs.length > 0 ? (
          <CompareItem runs={[run, ...siblings.runs]} words={m.compare_siblings(countOf(siblings.runs))} />
        ) : null}
        {children && children.runs.length > 0 ? (
          <CompareItem runs={[run, ...children.runs]} words={m.compare_children(countOf(children.runs))} />
        ) : null}
        {baseline.data && baselineId !== id ? (
          <CompareItem runs={[run, baseline.data]} words={m.compare_baseline({ name: baseline.data.name })} />
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

function CompareItem({ runs, words }: { readonly runs: readonly ComparedHere[]; readonly words: string }) {
  const compared = runs.slice(0, MAX_COMPARED);
  const { workspace } = useWorkspace();
  const href = runsHref(comparing(workspace, compared));
  return (
    <Menu.Item component="a" href={href}>
      {words}
    </Menu.Item>
  );
}

/** Ids by hand that a link carries. */
const MAX_COMPARED = 200;

function countOf(others: readonly unknown[]) {
  const count = Math.min(others.length, MAX_COMPARED - 1);
  return { count, text: formatCount(count) };
}
