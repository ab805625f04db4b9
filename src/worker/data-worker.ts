/// <reference lib="webworker" />
import { createDataHandlers } from './data-handlers.ts';
import { openSource } from './open-source.ts';
import { openRowCache } from './row-cache-store.ts';
import { serve } from './rpc-server.ts';

declare const self: DedicatedWorkerGlobalScope;

serve(self, createDataHandlers({ openSource, rows: openRowCache() }));
