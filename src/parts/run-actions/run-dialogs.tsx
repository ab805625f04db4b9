import { RunScope } from './action-form.tsx';
import { ColorDialog } from './color-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { RegisterDialog } from './register-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { ReproduceDialog } from './reproduce-dialog.tsx';
import type { OpenedDialog } from './run-target.ts';
import { TagDialog, UntagDialog } from './tag-dialogs.tsx';

interface RunDialogsProps {
  readonly opened: OpenedDialog;
  readonly tagKeys: readonly string[];
  readonly onClose: () => void;
}

/** The dialogs of actions, in a chunk of their own: most visits open none. */
export function RunDialogs(props: RunDialogsProps) {
  return (
    <RunScope value={props.opened.scope}>
      <RunDialog {...props} />
    </RunScope>
  );
}

function RunDialog({ opened: { kind, runs }, tagKeys, onClose }: RunDialogsProps) {
  const props = { runs, tagKeys, onClose };
  switch (kind) {
    case 'rename':
      return <RenameDialog {...props} />;
    case 'tag':
      return <TagDialog {...props} />;
    case 'untag':
      return <UntagDialog {...props} />;
    case 'note':
      return <NoteDialog {...props} />;
    case 'color':
      return <ColorDialog {...props} />;
    case 'delete':
      return <DeleteDialog {...props} />;
    case 'reproduce':
      return <ReproduceDialog {...props} />;
    case 'register':
      return <RegisterDialog {...props} />;
  }
}
