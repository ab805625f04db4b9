import { readPageAddress } from '../../state/page-address.ts';
import { m } from '../../paraglide/messages.js';
import { LinkField } from './link-field.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { useSharePlace } from './share-place.tsx';

interface ShareRunProps {
  readonly name: string;
  readonly onClose: () => void;
}

/** The page of a run as it is: its address names all that is set there. */
export function ShareRun({ name, onClose }: ShareRunProps) {
  const { base } = useSharePlace();
  const [, hash = ''] = readPageAddress().split(/#(.*)/s);
  return (
    <ShareDialog onClose={onClose}>
      <LinkField
        title={name}
        body={m.share_run_body()}
        label={m.share_run_label()}
        link={`${base}#${hash}`}
      />
    </ShareDialog>
  );
}
