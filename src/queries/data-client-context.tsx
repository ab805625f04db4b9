import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { type TrackingFailure, toTrackingFailure } from '../tracking/errors.ts';
import type { SourceInfo } from '../tracking/source.ts';
import type { SourceSpec } from '../worker/data-protocol.ts';
import type { DataClient } from '../worker/rpc/rpc.ts';
import {
  type ConnectionHealth,
  createHealthStore,
  type HealthStore,
  watchHealth,
} from './connection-health.ts';

/** The data client as the app holds it: one source is open at a time. */
export interface SourceClient extends DataClient {
  sourceInfo(): Promise<SourceInfo>;
  openSource(spec: SourceSpec): Promise<SourceInfo>;
}

export type SourceStatus =
  | { readonly state: 'opening' }
  | { readonly state: 'ready'; readonly info: SourceInfo }
  | { readonly state: 'failed'; readonly failure: TrackingFailure };

interface Connection {
  readonly client: DataClient;
  readonly health: HealthStore;
  readonly status: SourceStatus;
  /** Grows with every opened source: what was read from another one is out of date. */
  readonly epoch: number;
  /** What is open, or being opened. */
  readonly spec: SourceSpec;
  /** Tells the source apart from others in what this browser remembers. */
  readonly sourceKey: string;
  /** The server's own UI, for what Runlens does not show. */
  readonly mlflowUi: string | undefined;
  /** Who else opens the same source with this page. */
  readonly reach: SourceReach;
  /** Rejects where it cannot be opened: the source before stays. */
  readonly open: (spec: SourceSpec) => Promise<void>;
  readonly retry: () => void;
  /** Everything is read from there from now on; undefined: the server's default. Of servers with workspaces only. */
  readonly enterWorkspace: (name: string | undefined) => void;
}

/** `place`: everybody, it is what this place is set up for. `chosen`: whoever connects to the same server. */
export type SourceReach =
  | { readonly kind: 'place' }
  | { readonly kind: 'chosen'; readonly address: string }
  | { readonly kind: 'file' };

const ConnectionContext = createContext<Connection | undefined>(undefined);

interface ProviderProps {
  readonly client: SourceClient;
  readonly initialSource: SourceSpec;
  /** The person chose it here before: the place itself has none. */
  readonly isInitialChosen?: boolean | undefined;
  readonly mlflowUi: string | undefined;
  readonly children: ReactNode;
}

export function DataClientProvider(props: ProviderProps) {
  const { client, initialSource, isInitialChosen = false, mlflowUi, children } = props;
  const [status, setStatus] = useState<SourceStatus>({ state: 'opening' });
  const [epoch, setEpoch] = useState(0);
  const [spec, setSpec] = useState(initialSource);
  const [health] = useState(createHealthStore);
  const watched = useMemo(() => watchHealth(client, health), [client, health]);

  // What became of a source is no news once another one has been asked for.
  const turns = useRef(0);
  const settle = useCallback(async (opening: Promise<SourceInfo>): Promise<void> => {
    const turn = ++turns.current;
    const next: SourceStatus = await opening.then(
      (info) => ({ state: 'ready', info }),
      (thrown: unknown) => ({ state: 'failed', failure: toTrackingFailure(thrown) }),
    );
    if (turn === turns.current) setStatus(next);
  }, []);

  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- it sets state when the answer is here, not now
    void settle(client.sourceInfo());
  }, [client, settle]);

  const connection = useMemo<Connection>(
    () => ({
      client: watched,
      health,
      status,
      epoch,
      spec,
      sourceKey: sourceKeyOf(spec),
      reach: reachOf(spec, isSameServer(spec, initialSource) && !isInitialChosen),
      mlflowUi: mlflowUiOf(spec, isSameServer(spec, initialSource) ? mlflowUi : undefined),
      open: async (next) => {
        const turn = ++turns.current;
        let info: SourceInfo;
        try {
          info = await client.openSource(next);
        } catch (thrown) {
          if (turn === turns.current) void settle(client.sourceInfo());
          throw thrown;
        }
        setSpec(next);
        health.reset();
        setStatus({ state: 'ready', info });
        setEpoch((before) => before + 1);
      },
      retry: () => {
        health.reset();
        setStatus({ state: 'opening' });
        setEpoch((before) => before + 1);
        void settle(client.openSource(spec));
      },
      enterWorkspace: (workspace) => {
        if (spec.kind !== 'mlflow') return;
        const next = { ...spec, workspace };
        setSpec(next);
        health.reset();
        setStatus({ state: 'opening' });
        setEpoch((before) => before + 1);
        void settle(client.openSource(next));
      },
    }),
    [client, watched, health, status, epoch, spec, initialSource, isInitialChosen, mlflowUi, settle],
  );
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}

/** The same source, or another workspace of it. */
function isSameServer(one: SourceSpec, other: SourceSpec): boolean {
  if (one.kind !== 'mlflow' || other.kind !== 'mlflow') return one === other;
  return one.baseUrl === other.baseUrl && one.label === other.label;
}

function reachOf(spec: SourceSpec, isOfPlace: boolean): SourceReach {
  if (spec.kind === 'sqlite-file') return { kind: 'file' };
  if (isOfPlace || spec.kind === 'sqlite-url') return { kind: 'place' };
  return { kind: 'chosen', address: spec.baseUrl };
}

/** What the place is set up with; else a server's own address, where MLflow's UI stands by default. */
function mlflowUiOf(spec: SourceSpec, configured: string | undefined): string | undefined {
  return configured ?? (spec.kind === 'mlflow' ? spec.baseUrl : undefined);
}

function sourceKeyOf(spec: SourceSpec): string {
  switch (spec.kind) {
    case 'mlflow':
      return [spec.baseUrl, spec.label, spec.workspace].filter(Boolean).join(' ');
    case 'sqlite-url':
      return spec.url;
    case 'sqlite-file':
      return spec.file.name;
  }
}

export function useConnection(): Connection {
  const connection = use(ConnectionContext);
  if (!connection) throw new Error('invariant: no DataClientProvider above');
  return connection;
}

/** Whether the server answered when it was asked last. */
export function useConnectionHealth(): ConnectionHealth {
  const { health } = useConnection();
  return useSyncExternalStore(health.subscribe, health.read);
}

export function useDataClient(): DataClient {
  return useConnection().client;
}
