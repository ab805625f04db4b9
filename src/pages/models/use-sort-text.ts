import { useCallback, useMemo } from 'react';
import { useSearchText } from '../../state/use-search-text.ts';

interface Sort {
  readonly columnId: string;
  readonly isDescending: boolean;
}

/** The order of a table in its page's address: `sort=-created`; a click on the sorted column turns it round. */
export function useSortText(standard: Sort): readonly [Sort, (columnId: string) => void] {
  const [text, setText] = useSearchText('sort');
  const sort = useMemo(() => (text === '' ? standard : parseSort(text)), [text, standard]);
  const onSort = useCallback(
    (columnId: string) => {
      const isSame = sort.columnId === columnId;
      const next = { columnId, isDescending: isSame ? !sort.isDescending : startsDescending(columnId) };
      const isStandard = next.columnId === standard.columnId && next.isDescending === standard.isDescending;
      setText(isStandard ? '' : `${next.isDescending ? '-' : ''}${next.columnId}`);
    },
    [sort, standard, setText],
  );
  return [sort, onSort];
}

function parseSort(text: string): Sort {
  return text.startsWith('-')
    ? { columnId: text.slice(1), isDescending: true }
    : { columnId: text, isDescending: false };
}

/** Times, numbers and versions are looked at from the newest and the highest. */
function startsDescending(columnId: string): boolean {
  return /^(latest|version|created|updated|metrics\.)/.test(columnId);
}
