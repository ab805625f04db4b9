import { QueryClient } from '@tanstack/react-query';

/**
 * Small answers only: run frames and series live in the worker.
 * Retry is the http layer's. `networkMode: 'always'`: the default pauses when the browser reports offline, which
 * says nothing about localhost or a local file.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: 30_000,
        structuralSharing: false,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
