// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { TrackingError } from '../tracking/errors.ts';
import type { SourceInfo } from '../tracking/source.ts';
import type { SourceSpec } from '../worker/data-protocol.ts';
import { DataClientProvider, type SourceClient, useConnection } from './data-client-context.tsx';

afterEach(cleanup);

const INFO = { label: 'server' } as unknown as SourceInfo;
const DEMO: SourceSpec = { kind: 'sqlite-url', url: 'demo.db' } as SourceSpec;
const SERVER: SourceSpec = { kind: 'mlflow', baseUrl: 'http://127.0.0.1:5000' };

function connect(openSource: () => Promise<SourceInfo>) {
  let first: { resolve: (info: SourceInfo) => void; reject: (error: TrackingError) => void } | undefined;
  const opening = new Promise<SourceInfo>((resolve, reject) => {
    first = { resolve, reject };
  });
  const client: SourceClient = {
    call: () => new Promise(() => undefined),
    sourceInfo: () => opening,
    openSource,
  };
  const { result } = renderHook(useConnection, {
    wrapper: ({ children }) => (
      <DataClientProvider client={client} initialSource={DEMO} mlflowUi={undefined}>
        {children}
      </DataClientProvider>
    ),
  });
  return { first, connection: () => result.current };
}

it('a source that is given up for another one, and ends later, takes nothing away from it', async () => {
  const { first, connection } = connect(() => Promise.resolve(INFO));
  await act(() => connection().open(SERVER));
  await act(async () => first?.reject(new TrackingError({ kind: 'aborted' })));
  expect(connection().status).toEqual({ state: 'ready', info: INFO });
  expect(connection().spec).toBe(SERVER);
});

it('the first source stands where the other one cannot be opened', async () => {
  const { first, connection } = connect(() => Promise.reject(new TrackingError({ kind: 'network' })));
  await act(() => expect(connection().open(SERVER)).rejects.toMatchObject({ failure: { kind: 'network' } }));
  await act(async () => first?.resolve(INFO));
  await waitFor(() => expect(connection().status).toEqual({ state: 'ready', info: INFO }));
  expect(connection().spec).toBe(DEMO);
});
