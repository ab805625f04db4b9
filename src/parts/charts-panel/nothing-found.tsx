import { UnstyledButton } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { meantPattern } from './card-search.ts';
import css from './charts-panel.module.css';

interface NothingFoundProps {
  readonly find: string;
  readonly onFind: (text: string) => void;
}

/** No card fits the search; what looks like a regular expression is offered as one. */
export function NothingFound({ find, onFind }: NothingFoundProps) {
  const meant = meantPattern(find);
  return (
    <p className={css.none}>
      {m.charts_nomatch({ text: find })}
      {meant === undefined ? null : (
        <>
          {' '}
          <UnstyledButton className={css.meant} onClick={() => onFind(meant)}>
            {m.charts_find_meant({ pattern: meant })}
          </UnstyledButton>
        </>
      )}
    </p>
  );
}
