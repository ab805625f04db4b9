/// <reference lib="webworker" />
import { createFileHandlers } from './files/file-handlers.ts';
import { serve } from './rpc/rpc-server.ts';

declare const self: DedicatedWorkerGlobalScope;

serve(self, createFileHandlers());
