import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import { DEFAULT_WORKSPACE } from '../domain/workspace.ts';
import { workspace } from '../testing/workspace-arbitrary.ts';
import { contentOfWorkspace, parseViewContent, searchOfContent } from './view-content.ts';
import { formatViewFile, parseViewFile } from './view-file.ts';
import { parseWorkspace } from './workspace-codec.ts';

const bare = { ...DEFAULT_WORKSPACE, experimentIds: ['1' as ExperimentId] };

describe('the content of a saved view', () => {
  it('is the workspace, but for the view that it came from', () => {
    fc.assert(
      fc.property(workspace, (document) => {
        const content = parseViewContent(JSON.stringify(contentOfWorkspace(document)));
        const read = content && parseWorkspace(searchOfContent(content));
        expect(read?.problems).toEqual([]);
        expect(read?.workspace).toEqual({ ...document, view: undefined });
      }),
    );
  });

  it('names what is in it', () => {
    const content = contentOfWorkspace({ ...bare, sparkline: 'val/loss', filter: 'lr > 1' });
    expect(content).toEqual({
      params: [
        ['e', '1'],
        ['q', 'lr > 1'],
      ],
      w: { spark: 'val/loss' },
    });
  });

  it.each([
    '',
    '{',
    '[]',
    '{"params":1}',
    '{"params":[["e"]]}',
    '{"params":[["e",1]]}',
    '{"params":[],"w":[]}',
  ])('is not %j', (text) => expect(parseViewContent(text)).toBeUndefined());
});

describe('a view as a file', () => {
  const file = {
    name: '학습률 "a"',
    author: 'kim',
    savedMs: 1_763_800_000_000,
    content: contentOfWorkspace(bare),
  };

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(workspace, (document) => {
        const text = formatViewFile({ ...file, content: contentOfWorkspace(document) });
        const read = parseViewFile(`\uFEFF${text}`);
        expect(read).toMatchObject({ ok: true, name: file.name, problems: [] });
        expect(read.ok && parseWorkspace(read.search).workspace).toEqual({ ...document, view: undefined });
      }),
    );
  });

  const view = JSON.parse(formatViewFile(file)) as object;
  it.each([
    ['{"format"', { kind: 'not-json' }],
    ['null', { kind: 'not-a-view' }],
    ['{"nbformat": 4}', { kind: 'not-a-view' }],
    [JSON.stringify({ ...view, version: 2 }), { kind: 'newer', version: 2 }],
    [JSON.stringify({ ...view, version: '1' }), { kind: 'field', field: 'version' }],
    [JSON.stringify({ ...view, name: ' ' }), { kind: 'field', field: 'name' }],
    [JSON.stringify({ ...view, params: { e: '1' } }), { kind: 'field', field: 'params' }],
    [JSON.stringify({ ...view, w: 'e30' }), { kind: 'field', field: 'w' }],
  ])('is not %s', (text, problem) => {
    expect(parseViewFile(text)).toMatchObject({ ok: false, problem });
  });

  it('tells what in it means nothing', () => {
    const odd = {
      ...view,
      params: [
        ['e', '1'],
        ['tab', 'pie'],
      ],
      w: { x: 'cubic' },
    };
    const read = parseViewFile(JSON.stringify(odd));
    expect(read.ok && read.problems.map(({ param }) => param)).toEqual(['tab', 'w.x']);
  });
});
