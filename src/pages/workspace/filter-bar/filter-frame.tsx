import type { ReactNode } from 'react';
import { DeletedBanner } from './deleted-banner.tsx';
import { FilterBar, type FilterBarProps } from './filter-bar.tsx';
import css from './filter-frame.module.css';

interface FilterFrameProps extends FilterBarProps {
  /** What is said above the rows. */
  readonly notices: ReactNode;
  readonly children: ReactNode;
}

/** The filter bar above what it filters. */
export function FilterFrame({ notices, children, ...bar }: FilterFrameProps) {
  return (
    <div className={css.frame}>
      <FilterBar {...bar} />
      <DeletedBanner />
      {notices}
      <div className={css.below}>{children}</div>
    </div>
  );
}
