import type { ReactNode } from 'react';
import { DeletedBanner } from './deleted-banner.tsx';
import { FilterBar, type FilterBarProps } from './filter-bar.tsx';
import css from './filter-frame.module.css';

/** The filter bar above what it filters. */
export function FilterFrame({ children, ...bar }: FilterBarProps & { readonly children: ReactNode }) {
  return (
    <div className={css.frame}>
      <FilterBar {...bar} />
      <DeletedBanner />
      <div className={css.below}>{children}</div>
    </div>
  );
}
