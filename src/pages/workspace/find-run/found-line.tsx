import type { ReactNode } from 'react';
import type { RunHead } from '../../../domain/runs/run-head.ts';
import { RunStatusDot } from '../../../parts/run-status-dot.tsx';
import { runHref } from '../../../url/routes.ts';
import css from './find-run.module.css';

interface FoundLineProps {
  readonly head: RunHead;
  readonly experimentName: string;
  /** What can be done with it. */
  readonly action: ReactNode;
  /** Its page was opened. */
  readonly onLeave: () => void;
  /** What there is to say of it, below. */
  readonly children?: ReactNode;
}

/** A run wherever runs are looked up. */
export function FoundLine({ head, experimentName, action, onLeave, children }: FoundLineProps) {
  const { id, name, status } = head;
  return (
    <li className={css.run} data-run-id={id}>
      <div className={css.head}>
        <RunStatusDot status={status} />
        <a className={css.name} href={runHref(id)} title={name} onClick={onLeave}>
          {name === '' ? id : name}
        </a>
        <code className={css.id} title={id}>
          {id.slice(0, 8)}
        </code>
        <span className={css.experiment} title={experimentName}>
          {experimentName}
        </span>
        {action}
      </div>
      {children}
    </li>
  );
}
