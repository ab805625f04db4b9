import { useState, type ReactNode } from 'react';
import { type QueryKey, useQuery, type UseQueryOptions } from '@tanstack/react-query';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { failureOf } from '../../queries/failure.ts';
import { ModalDialog } from '../../ui/modal-dialog.tsx';
import css from './models.module.css';

interface WholeTextsProps<Item, Key extends QueryKey> {
  readonly title: string;
  readonly query: UseQueryOptions<Item, Error, Item, Key>;
  readonly onClose: () => void;
  readonly children: (whole: Item) => ReactNode;
}

/** A form over texts as the server has them now; what is read again while it stands open changes nothing in it. */
export function WholeTexts<Item, Key extends QueryKey>({
  title,
  query,
  onClose,
  children,
}: WholeTextsProps<Item, Key>) {
  const { data, error, isFetchedAfterMount, refetch } = useQuery(query);
  const [whole, setWhole] = useState<Item>();
  if (whole === undefined && isFetchedAfterMount && data !== undefined) setWhole(data);
  if (whole !== undefined) return children(whole);
  return (
    <ModalDialog title={title} widthPx={520} onClose={onClose}>
      {error && isFetchedAfterMount ? (
        <FailureNotice failure={failureOf(error)} shape="strip" onRetry={() => void refetch()} />
      ) : (
        <p className={css.hint}>{m.loading()}</p>
      )}
    </ModalDialog>
  );
}
