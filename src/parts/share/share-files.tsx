import { Button } from '@mantine/core';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { contentOfWorkspace } from '../../url/view-content.ts';
import { saveViewFile } from '../views/use-save-view-file.ts';
import css from './share.module.css';

interface ShareFilesProps {
  /** Those that have to be named for others to see them. */
  readonly columns: readonly RunColumn[] | undefined;
  readonly onSavePage: () => void;
}

/** What can be handed over without a link. */
export function ShareFiles({ columns, onSavePage }: ShareFilesProps) {
  const { workspace, facts } = useWorkspace();
  const saveView = () =>
    saveViewFile({
      name: m.views_file_name(),
      author: undefined,
      savedMs: Date.now(),
      content: contentOfWorkspace({ ...workspace, columns }, facts),
    });
  return (
    <section className={css['link']} aria-label={m.share_files()}>
      <h3 className={css['heading']}>{m.share_files()}</h3>
      <p className={css['body']}>{m.share_files_body()}</p>
      <div className={css['row']}>
        <Button size="compact-sm" variant="default" onClick={onSavePage}>
          {m.page_save()}
        </Button>
        <Button size="compact-sm" variant="default" onClick={saveView}>
          {m.views_export_shown()}
        </Button>
      </div>
    </section>
  );
}
