import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { ModalDialog } from '../../ui/modal-dialog.tsx';
import css from './share.module.css';
import { useSharePlace } from './share-place.tsx';

interface ShareDialogProps {
  /** Its links say which server was chosen. */
  readonly namesServer?: boolean;
  readonly onClose: () => void;
  /** What can be shared, each a section of its own. */
  readonly children: ReactNode;
}

/** The ways to share what is on screen, below what keeps others from opening it. */
export function ShareDialog({ namesServer = false, onClose, children }: ShareDialogProps) {
  return (
    <ModalDialog title={m.share_title()} widthPx={560} onClose={onClose}>
      <div className={css['sections']}>
        <PlaceWarning namesServer={namesServer} />
        <div>{children}</div>
        <div className={css['actions']}>
          <Button size="compact-sm" variant="default" onClick={onClose}>
            {m.close()}
          </Button>
        </div>
      </div>
    </ModalDialog>
  );
}

/** Why others may not be able to open a link from here. */
function PlaceWarning({ namesServer }: { readonly namesServer: boolean }) {
  const { base, isOwnMachine } = useSharePlace();
  const { reach } = useConnection();
  const words = [
    isOwnMachine ? m.share_local({ address: new URL(base).host || base }) : undefined,
    reach.kind === 'file' ? m.share_file() : undefined,
    reach.kind === 'chosen' ? chosenWords(reach, namesServer) : undefined,
  ].filter((text) => text !== undefined);
  return words.length === 0 ? null : (
    <div role="status">
      {words.map((text) => (
        <p key={text} className={css['warn']}>
          {text}
        </p>
      ))}
    </div>
  );
}

function chosenWords({ address }: { readonly address: string }, namesServer: boolean): string {
  return namesServer ? m.share_chosen_named({ address }) : m.share_chosen({ address });
}
