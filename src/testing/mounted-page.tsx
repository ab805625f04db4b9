import { MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { HashRouter } from 'react-router';
import { ChangeNotices } from '../parts/changes/change-notices.tsx';
import { ChangesProvider } from '../parts/changes/changes.tsx';
import { DataClientProvider, type SourceClient } from '../queries/data-client-context.tsx';
import { createQueryClient } from '../queries/query-client.ts';
import { connectData } from './connected-data.ts';
import type { ManualClock } from './manual-clock.ts';
import type { MemorySource, MemorySourceOptions } from './memory-source.ts';

// The first page of a file takes longer than the standard second on a machine that has other work.
configure({ asyncUtilTimeout: 5_000 });

const SPEC = { kind: 'mlflow', baseUrl: 'http://x.test' } as const;

export interface MountedPage {
  readonly source: MemorySource;
  /** The worker's. */
  readonly clock: ManualClock;
  readonly queryClient: QueryClient;
}

/** A part of a page over the worker's own handlers; only the source is made up. */
export async function mountPage(element: ReactElement, options: MemorySourceOptions): Promise<MountedPage> {
  const { client, opened, clock } = connectData(options);
  const info = await client.call('source.open', SPEC);
  const [source] = opened;
  if (!source) throw new Error('nothing is open');
  const sourceClient: SourceClient = {
    call: client.call.bind(client),
    sourceInfo: () => Promise.resolve(info),
    openSource: () => Promise.resolve(info),
  };
  const queryClient = createQueryClient();
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        <DataClientProvider client={sourceClient} initialSource={SPEC} mlflowUi={undefined}>
          <HashRouter>
            <ChangesProvider epoch={0}>
              {element}
              <ChangeNotices />
            </ChangesProvider>
          </HashRouter>
        </DataClientProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { source, clock, queryClient };
}
