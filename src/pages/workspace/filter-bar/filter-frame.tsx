import type { ReactNode } from 'react';
import { FilterBar, type FilterBarProps } from './filter-bar.tsx';
import css from './filter-frame.module.css';

/** The filter bar above what it filters. */
export function FilterFrame({ children, ...bar }: FilterBarProps & { readonly children: ReactNode }) {
  return (
    <div className={css.frame}>
      <FilterBar {...bar} />
      <div className={css.below}>{children}</div>
    </div>
  );
}
