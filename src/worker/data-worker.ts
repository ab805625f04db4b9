/// <reference lib="webworker" />
import { createDataHandlers } from './data-handlers.ts';
import { openSource } from './open-source.ts';
import { openCaches } from './open-caches.ts';
import { serve } from './rpc/rpc-server.ts';

declare const self: DedicatedWorkerGlobalScope;

serve(self, createDataHandlers({ openSource, caches: openCaches() }));
