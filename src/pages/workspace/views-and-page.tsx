import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { ViewsMenu } from '../../parts/views/views-menu.tsx';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import type { ShownTable } from './export-columns.ts';
import { isWhole, type SettledSet } from './use-settled-set.ts';

const { Component: PageDialog } = createLazyComponent(
  async () => (await import('./page-file/page-dialog.tsx')).PageDialog,
  () => null,
);

export interface PageSource {
  readonly viewId: string;
  readonly snapshot: RunsSnapshot;
  readonly settled: SettledSet;
  readonly experimentNames: ReadonlyMap<ExperimentId, string>;
  /** Columns that its link names. */
  readonly linkColumns: readonly RunColumn[] | undefined;
  readonly getTable: () => ShownTable;
}

interface ViewsAndPageProps {
  readonly source: PageSource;
  /** What is shown is about to be saved as one file. */
  readonly isPageOpen: boolean;
  readonly onPage: (isOpen: boolean) => void;
}

/** The saved views, and the dialog that saves what is shown as one file. */
export function ViewsAndPage({ source, isPageOpen, onPage }: ViewsAndPageProps) {
  const { snapshot, settled, linkColumns } = source;
  return (
    <>
      <ViewsMenu
        experimentIds={[...source.experimentNames.keys()]}
        set={{ compared: settled.compared, isWhole: isWhole(snapshot, settled), columns: linkColumns }}
        onSavePage={() => onPage(true)}
      />
      {isPageOpen ? <PageDialog source={source} onClose={() => onPage(false)} /> : null}
    </>
  );
}
