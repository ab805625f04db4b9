import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { exportFileName } from '../../domain/export/export-name.ts';
import type { ReadableView } from '../../domain/views/saved-view.ts';
import { viewTextQuery } from '../../queries/view-queries.ts';
import { downloadBlob } from '../../ui/download-blob.ts';
import { parseViewContent } from '../../url/view-content.ts';
import { formatViewFile, type ViewFile } from '../../url/view-file.ts';

/** Hands a saved view to the browser as a `.json` file. */
export function useSaveViewFile(): (view: ReadableView) => Promise<void> {
  const queryClient = useQueryClient();
  return useCallback(
    async ({ name, author, savedMs, ...view }) => {
      const text = await queryClient.fetchQuery(viewTextQuery(view));
      const content = text === null ? undefined : parseViewContent(text);
      if (content) saveViewFile({ name, author, savedMs, content });
    },
    [queryClient],
  );
}

export function saveViewFile(file: ViewFile): void {
  const blob = new Blob([formatViewFile(file)], { type: 'application/json' });
  downloadBlob(blob, exportFileName([file.name], new Date(), false, 'json'));
}
