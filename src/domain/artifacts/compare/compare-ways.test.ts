import { expect, it } from 'vitest';
import { compareWays, isLoggedTable } from './compare-ways.ts';

it.each([
  ['plots/roc.PNG', ['image']],
  ['plots/curve.svg', ['image', 'text']],
  ['eval.csv', ['table', 'text', 'tails']],
  ['eval.json', ['tree', 'table', 'text']],
  ['conf/train.yml', ['tree', 'text']],
  ['model/MLmodel', ['tree', 'text']],
  ['logs/train.log', ['text', 'tails']],
  ['LICENSE', ['text', 'tails']],
  ['weights.safetensors', []],
  ['data.parquet', []],
])('%s is compared as %j', (path, ways) => expect(compareWays(path)).toEqual(ways));

it('knows a table of log_table by its beginning, in UTF-16 too', () => {
  const text = ' {"columns": ["prompt"], "data": []}';
  const wide = Uint8Array.from([0xff, 0xfe, ...Array.from(text, (one) => [one.charCodeAt(0), 0]).flat()]);
  expect(isLoggedTable(new TextEncoder().encode(text))).toBe(true);
  expect(isLoggedTable(wide)).toBe(true);
  expect(isLoggedTable(new TextEncoder().encode('{"lr": 1}'))).toBe(false);
  expect(isLoggedTable(new Uint8Array(40))).toBe(false);
});
