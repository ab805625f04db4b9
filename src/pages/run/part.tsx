import type { ReactNode } from 'react';
import css from './run-overview.module.css';

interface PartProps {
  readonly title: string;
  readonly count?: number;
  readonly children: ReactNode;
}

/** One part of what a run's page tells. */
export function Part({ title, count, children }: PartProps) {
  return (
    <section className={css.part} aria-label={title}>
      <h2 className={css.heading}>
        {title} {count === undefined ? null : <span className={css.count}>{count}</span>}
      </h2>
      {children}
    </section>
  );
}
