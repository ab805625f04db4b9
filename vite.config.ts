import { join } from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { PAGE_POLICY } from './scripts/content-policy.mjs';

export default defineConfig({
  // Relative, so that the same build works at any path of any host.
  base: './',
  plugins: [
    react(),
    // Under Vitest its file watcher would keep the process alive; `npm run messages` compiles for the tests.
    !process.env['VITEST'] &&
      paraglideVitePlugin({
        project: './project.inlang',
        outdir: './src/paraglide',
        strategy: ['globalVariable', 'baseLocale'],
      }),
    ownScriptsOnly(),
  ],
  worker: { format: 'es' },
  // Its wasm is found beside the script: Vite's pre-bundling of the dev server would part them.
  optimizeDeps: { exclude: ['@sqlite.org/sqlite-wasm'] },
  build: {
    target: ['chrome120', 'firefox121', 'safari17'],
    sourcemap: false,
    // A file costs a round trip and a place in the browser's queue of six: without these groups, 45 stood before the first
    // page and 45 more before the first rows. Modules shared by several pages are grouped where that adds little to each.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'app', tags: ['$initial'], priority: 2 },
            { name: 'icons', test: /tabler.icons-react/, minShareCount: 2 },
            { name: 'ui', test: /src.(?:ui|base)./, minShareCount: 3 },
          ],
        },
      },
    },
  },
  // `npm run test:long`: properties with many more runs, and the time for them.
  ...(process.env['RUNLENS_LONG'] && {
    resolve: {
      alias: [
        { find: /^fast-check$/, replacement: join(import.meta.dirname, 'src/testing/long-fast-check.ts') },
      ],
    },
  }),
  test: {
    ...(process.env['RUNLENS_LONG'] && { testTimeout: 300_000 }),
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          // A module graph for each file took 160 of 220 s: these hold no state that another file could see.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'parts', environment: 'happy-dom', include: ['src/**/*.test.tsx'] } },
    ],
  },
});

/** The built page runs scripts of its own origin and nothing else, whatever gets into the document. */
function ownScriptsOnly(): Plugin {
  return {
    name: 'own-scripts-only',
    // The dev server writes scripts into the page.
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: PAGE_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}
