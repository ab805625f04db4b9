import { expect, it } from 'vitest';
import type { HandlerContext } from '../rpc/rpc.ts';
import type { CompareProtocol } from './compare-protocol.ts';
import { createCompareHandlers } from './compare-files.ts';

const context = {
  signal: new AbortController().signal,
  progress: () => undefined,
} as unknown as HandlerContext<never, CompareProtocol>;

async function setUp(files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>) {
  const handlers = createCompareHandlers();
  const keys: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    await handlers['compare.keep']({ key: name, name, bytes }, context);
    keys.push(name);
  }
  return { handlers, rows: { keys, isDifferencesOnly: true, find: '' } };
}

it('lines: any encoding, line ends apart, progress bars as a terminal leaves them', async () => {
  const utf16 = Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x0a, 0, 0x62, 0);
  const { handlers } = await setUp({ before: 'a\r\n1%\r2%\r\nb\r\n', after: utf16 });
  const { before, after, aligned } = await handlers['compare.lines'](
    { before: 'before', after: 'after' },
    context,
  );
  expect(before).toEqual(['a', '2%', 'b']);
  expect(after).toEqual(['a', 'b']);
  expect([...aligned.kinds]).toEqual([0, 2, 0]);
});

it('what is no text is told, whatever its name, and shown as nothing', async () => {
  const noise = Uint8Array.of(0x89, 0, 1, 2, 0xff, 0x0a, 0);
  const { handlers, rows } = await setUp({
    'a.txt': 'a\n',
    'b.txt': noise,
    'c.json': noise,
    'd.csv': noise,
    'e.json': '{"lr": 1}',
  });
  const lines = (before: string, after: string) => handlers['compare.lines']({ before, after }, context);
  expect(await lines('a.txt', 'b.txt')).toMatchObject({ before: [], after: [], binary: ['b.txt'] });
  expect((await lines('a.txt', 'a.txt')).binary).toEqual([]);
  const tree = await handlers['compare.tree']({ ...rows, keys: ['c.json', 'e.json'] }, context);
  expect(tree.broken).toEqual(['c.json']);
  const table = { ...rows, keys: ['d.csv'], joinBy: undefined, column: undefined };
  expect((await handlers['compare.tables'](table, context)).broken).toEqual(['d.csv']);
});

it('trees: JSON beside YAML; what is broken is told, with what stands before', async () => {
  const { handlers, rows } = await setUp({
    'a.yaml': 'lr: 1.10\nnet: {depth: 3}\n',
    'b.json': '{"lr": 1.1, "net": {"depth": 4}',
  });
  const tree = await handlers['compare.tree'](rows, context);
  expect(tree.rows).toEqual([{ key: 'net.depth', cells: ['3', '4'], isSame: false }]);
  expect(tree).toMatchObject({ same: 1, differing: 1, broken: ['b.json'] });
});

it('tables: CSV and those of log_table, joined by what names their rows', async () => {
  const { handlers, rows } = await setUp({
    'a.csv': 'id,score\nx,1\ny,2\n',
    'b.json': '{"columns": ["id", "score"], "data": [["y", 2.5], ["x", 1.0]]}',
    'c.json': '{"lr": 1}',
  });
  const first = { ...rows, keys: rows.keys.slice(0, 2), joinBy: undefined, column: undefined };
  const joined = await handlers['compare.tables'](first, context);
  expect(joined).toMatchObject({
    joinBy: 'id',
    column: 'score',
    columns: ['id', 'score'],
    broken: [],
    same: 1,
  });
  expect(joined.rows).toEqual([{ key: 'y', cells: ['2', '2.5'], isSame: false }]);
  const all = await handlers['compare.tables']({ ...first, keys: rows.keys }, context);
  expect(all.broken).toEqual(['c.json']);
});
