import { Menu, UnstyledButton } from '@mantine/core';
import type { RunId, RunStatus } from '../domain/runs/run.ts';
import { m } from '../paraglide/messages.js';
import { useWrites } from '../queries/use-change-runs.ts';
import { useChanges } from './changes/changes.tsx';
import { RunStatusDot } from './run-status-dot.tsx';
import css from './silent-run.module.css';
import { silentWords, statusWord } from './wording.ts';

/** What a run can be said to have become. */
const ENDS = ['FINISHED', 'FAILED', 'KILLED'] as const satisfies readonly RunStatus[];

interface SilentRunProps {
  readonly id: RunId;
  readonly name: string;
  /** Its last point: where it is said to have ended. */
  readonly sinceMs: number;
  /** The grid moves the focus from cell to cell itself. */
  readonly isInGrid?: boolean;
}

/** The mark of a run that counts as running and logs nothing any more, with what can be done about it. */
export function SilentRun({ isInGrid = false, ...run }: SilentRunProps) {
  const { name, sinceMs } = run;
  const dot = <RunStatusDot status="RUNNING" silentSinceMs={sinceMs} />;
  if (useWrites() === 'none') return dot;
  return (
    <span
      onKeyDown={(event) => {
        // In the menu arrows move through its items, not through the cells that it was opened from.
        const isInMenu = event.target instanceof Node && !event.currentTarget.contains(event.target);
        if (isInMenu) event.stopPropagation();
      }}
    >
      <Menu position="bottom-start" shadow="none" withinPortal>
        <Menu.Target>
          <UnstyledButton
            className={css['button']}
            aria-label={m.silent_menu({ name, state: silentWords(sinceMs) })}
            tabIndex={isInGrid ? -1 : undefined}
            // The click is not one on the row.
            onClick={(event) => event.preventDefault()}
            onDoubleClick={(event) => event.stopPropagation()}
          >
            {dot}
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
          <SilentItems {...run} />
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}

/** Items of a menu that say what became of the run; nothing where the source cannot be written to. */
export function SilentItems({ id, name, sinceMs }: Omit<SilentRunProps, 'isInGrid'>) {
  const { perform } = useChanges();
  if (useWrites() === 'none') return null;
  const mark = (status: RunStatus) =>
    perform('status', [{ kind: 'set-status', id, status, endMs: sinceMs }], { names: new Map([[id, name]]) });
  return (
    <>
      <Menu.Label>{silentWords(sinceMs)}</Menu.Label>
      {ENDS.map((end) => (
        <Menu.Item key={end} onClick={() => void mark(end)}>
          {m.silent_mark_as({ status: statusWord(end) })}
        </Menu.Item>
      ))}
    </>
  );
}
