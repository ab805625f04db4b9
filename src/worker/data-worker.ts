/// <reference lib="webworker" />
import { createDataHandlers } from './data-handlers.ts';
import { openSource } from './open-source.ts';
import { openCaches } from './open-caches.ts';
import { createSignInDesk } from './sign-in/sign-in-desk.ts';
import { serve } from './rpc/rpc-server.ts';

declare const self: DedicatedWorkerGlobalScope;

const desk = createSignInDesk();
serve(
  self,
  createDataHandlers({
    openSource: (spec, signal) => openSource(spec, signal, desk.gateOf),
    desk,
    caches: openCaches(),
  }),
);
