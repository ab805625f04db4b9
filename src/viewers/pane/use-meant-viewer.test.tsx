// @vitest-environment happy-dom
import { renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fileOfBytes } from '../../testing/file-of-bytes.ts';
import { TrackingError } from '../../tracking/errors.ts';
import { VIEWERS } from '../registry.ts';
import { useMeantViewer } from './use-meant-viewer.ts';

function meant(file: ReturnType<typeof fileOfBytes>) {
  const able = VIEWERS.filter((viewer) => viewer.canOpen(file));
  return renderHook(() => useMeantViewer(file, able)).result;
}

describe('useMeantViewer', () => {
  it.each([
    ['{"columns":["prompt","score"],"data":[["a",1]]}', 'log-table'],
    ['\n{ "columns" : [ "a" ], "index": [0], "data": [[1]]}', 'log-table'],
    ['{"lr": 0.1, "columns": ["a"]}', undefined],
    ['{"columns": 3}', undefined],
    ['', undefined],
  ])('%s', async (content, id) => {
    const result = meant(fileOfBytes('eval.json', content));
    expect(result.current.isKnown).toBe(false);
    await waitFor(() => expect(result.current).toEqual({ id, isKnown: true }));
  });

  it('goes on where the beginning cannot be read, and reads none where no viewer asks', async () => {
    const refused = fileOfBytes('eval.json', 'x', {
      readRange: async () => Promise.reject(new TrackingError({ kind: 'forbidden', status: 403 })),
    });
    const result = meant(refused);
    await waitFor(() => expect(result.current).toEqual({ id: undefined, isKnown: true }));
    const plain = fileOfBytes('train.log', 'x');
    expect(meant(plain).current.isKnown).toBe(true);
    expect(plain.ranges).toEqual([]);
  });
});
