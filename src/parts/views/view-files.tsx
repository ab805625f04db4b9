import { useRef, useState } from 'react';
import { Button } from '@mantine/core';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { useNavigateTo } from '../../state/use-route.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { contentOfWorkspace } from '../../url/view-content.ts';
import { parseViewFile, type ViewFileProblem } from '../../url/view-file.ts';
import type { CurrentView } from './use-current-view.ts';
import { saveViewFile } from './use-save-view-file.ts';
import css from './views-panel.module.css';

/** A view that is larger was not written by us. */
const MAX_FILE_BYTES = 5_000_000;

interface ViewFilesProps {
  readonly current: CurrentView | undefined;
  /** Those that have to be named for others to see them. */
  readonly columns: readonly RunColumn[] | undefined;
  readonly onSavePage: () => void;
  readonly onClose: () => void;
}

/** What is shown as a file, and a file as what is shown. */
export function ViewFiles({ current, columns, onSavePage, onClose }: ViewFilesProps) {
  const { workspace, facts } = useWorkspace();
  const navigateTo = useNavigateTo();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const name = current?.view?.name ?? m.views_file_name();
  const read = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MAX_FILE_BYTES) return setProblem(m.views_import_large());
    const result = parseViewFile(await file.text());
    if (!result.ok) return setProblem(problemWords(result.problem));
    navigateTo(`#/runs${result.search}`);
    onClose();
  };
  return (
    <section className={css['files']} aria-label={m.views_files()}>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() =>
          saveViewFile({
            name,
            author: undefined,
            savedMs: Date.now(),
            content: contentOfWorkspace({ ...workspace, columns }, facts),
          })
        }
      >
        {m.views_export_shown()}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          onClose();
          onSavePage();
        }}
      >
        {m.page_save()}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => input.current?.click()}>
        {m.views_import()}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label={m.views_import()}
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          void read(file);
          // The same file once more is a change, too.
          event.currentTarget.value = '';
        }}
      />
      {problem === undefined ? null : (
        <p className={css['warn']} role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function problemWords(problem: ViewFileProblem): string {
  switch (problem.kind) {
    case 'not-json':
      return m.views_import_not_json({ detail: problem.detail });
    case 'not-a-view':
      return m.views_import_not_a_view();
    case 'newer':
      return m.views_import_newer({ version: String(problem.version) });
    case 'field':
      return m.views_import_field({ field: problem.field });
  }
}
