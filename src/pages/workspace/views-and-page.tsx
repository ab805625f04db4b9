import { useState } from 'react';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { ViewsMenu } from '../../parts/views/views-menu.tsx';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import type { ShownTable } from './export-columns.ts';
import type { SettledSet } from './use-settled-set.ts';

const { Component: PageDialog } = createLazyComponent(
  async () => (await import('./page-file/page-dialog.tsx')).PageDialog,
  () => null,
);

export interface PageSource {
  readonly viewId: string;
  readonly snapshot: RunsSnapshot;
  readonly settled: SettledSet;
  readonly experimentNames: ReadonlyMap<ExperimentId, string>;
  readonly getTable: () => ShownTable;
}

/** The saved views, and the dialog that saves what is shown as one file. */
export function ViewsAndPage(source: PageSource) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <ViewsMenu experimentIds={[...source.experimentNames.keys()]} onSavePage={() => setOpen(true)} />
      {isOpen ? <PageDialog source={source} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
