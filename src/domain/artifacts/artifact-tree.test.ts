import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunId } from '../runs/run.ts';
import { artifactLines } from './artifact-lines.ts';
import { formatPlace, parsePlace, placeKey } from './artifact-place.ts';
import { findInTree, type FolderOfTree, treeRows } from './artifact-tree.ts';
import type { ArtifactRoot } from './artifact.ts';

const runId = 'r1' as RunId;
const run: ArtifactRoot = { kind: 'run', runId };
const model: ArtifactRoot = { kind: 'model', modelId: 'm-1' };
const MODELS = [{ modelId: 'm-1', name: 'net' }];

function folder(
  root: ArtifactRoot,
  path: string,
  names: readonly string[],
  more: Partial<FolderOfTree> = {},
) {
  const start = path === '' ? '' : `${path}/`;
  const entries = names.map((name) => ({
    path: start + name.replace(/\/$/, ''),
    isFolder: name.endsWith('/'),
    sizeBytes: name.endsWith('/') ? undefined : name.length,
  }));
  return [placeKey({ root, path }), { state: 'ready', entries, hasMore: false, ...more }] as const;
}

const FOLDERS = new Map<string, FolderOfTree>([
  folder(run, '', ['logs/', 'a.txt']),
  folder(run, 'logs', ['deep/', 'Train.log']),
  folder(run, 'logs/deep', ['train 한글.log']),
  folder(model, '', ['MLmodel']),
]);

function rowsOf(open: readonly string[], folders: ReadonlyMap<string, FolderOfTree> = FOLDERS) {
  return treeRows({ root: run, models: MODELS, folders, open: new Set(open) }).map((row) =>
    'name' in row ? `${'  '.repeat(row.level - 1)}${row.name}` : `${'  '.repeat(row.level - 1)}(${row.kind})`,
  );
}

describe('rows of a tree', () => {
  it('are the models and the files of the run, with what is unfolded below', () => {
    expect(rowsOf([])).toEqual(['net', 'logs', 'a.txt']);
    expect(rowsOf(['models:/m-1', 'runs:/r1/logs', 'runs:/r1/logs/deep'])).toEqual([
      'net',
      '  MLmodel',
      'logs',
      '  deep',
      '    train 한글.log',
      '  Train.log',
      'a.txt',
    ]);
  });

  it('say their place among all of their level', () => {
    const rows = treeRows({ root: run, models: MODELS, folders: FOLDERS, open: new Set() });
    expect(rows.map((row) => ('position' in row ? [row.position, row.count] : undefined))).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('say what is not there: read just now, failed, empty, more than was read', () => {
    expect(rowsOf(['runs:/r1/logs'], new Map([folder(run, '', ['logs/'])]))).toEqual([
      'net',
      'logs',
      '  (reading)',
    ]);
    const noted = (more: Partial<FolderOfTree>, names: readonly string[] = []) =>
      rowsOf([], new Map([folder(run, '', names, more)])).slice(1);
    expect(noted({})).toEqual(['(empty)']);
    expect(noted({ hasMore: true }, ['a'])).toEqual(['a', '(more)']);
    expect(noted({ state: 'failed', entries: undefined })).toEqual(['(failed)']);
    // What was read before stays, with the failure below.
    expect(noted({ state: 'failed' }, ['a'])).toEqual(['a', '(failed)']);
    expect(noted({ state: 'reading' }, ['a'])).toEqual(['a']);
  });
});

function find(text: string, limit = 10) {
  const { rows, found } = findInTree({ root: run, models: MODELS, folders: FOLDERS }, text, limit);
  return [found, ...rows.map((row) => ('name' in row ? row.name : ''))];
}

describe('the search', () => {
  it('finds all words in the path, in any case and order, also in models', () => {
    expect(find('TRAIN logs')).toEqual([2, 'logs/deep/train 한글.log', 'logs/Train.log']);
    expect(find('net ml')).toEqual([1, 'net/MLmodel']);
    expect(find('log', 1)).toEqual([4, 'logs']);
    expect(find('nothing')).toEqual([0]);
  });
});

describe('a place in a link', () => {
  it('comes back', () => {
    const part = fc.string({ minLength: 1 }).filter((text) => !text.includes('/'));
    const path = fc.array(part, { maxLength: 4 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.constantFrom(run, model), path, (root, text) => {
        fc.pre(root.kind === 'model' || !text.startsWith('models:/'));
        expect(parsePlace(formatPlace({ root, path: text }), runId)).toEqual({ root, path: text });
      }),
    );
    expect(parsePlace('//a///b/', runId)).toEqual({ root: run, path: 'a/b' });
    expect(parsePlace('models:/', runId)).toEqual({ root: run, path: '' });
  });
});

function storeOf(rootUri: string, isFolder: boolean) {
  return artifactLines({ root: run, path: 'ck pt' }, isFolder, rootUri).store;
}

describe('ready lines', () => {
  it('name a file of a run, whatever it is called', () => {
    expect(
      artifactLines({ root: run, path: `it's "x" $HOME.txt` }, false, 'mlflow-artifacts:/1/r1/artifacts'),
    ).toEqual({
      uri: `runs:/r1/it's "x" $HOME.txt`,
      python: String.raw`mlflow.artifacts.download_artifacts("runs:/r1/it's \"x\" $HOME.txt")`,
      mlflow: String.raw`mlflow artifacts download -u 'runs:/r1/it'\''s "x" $HOME.txt' -d .`,
      storeUri: `mlflow-artifacts:/1/r1/artifacts/it's "x" $HOME.txt`,
      store: undefined,
    });
  });

  it('go past the server where the store has a command of its own', () => {
    expect(storeOf('s3://bucket/1/', true)).toBe("aws s3 cp --recursive 's3://bucket/1/ck pt' .");
    expect(storeOf('s3a://bucket/1', false)).toBe("aws s3 cp 's3://bucket/1/ck pt' .");
    expect(storeOf('gs://bucket/1', false)).toBe("gcloud storage cp 'gs://bucket/1/ck pt' .");
    expect(storeOf('/home/me/mlruns', true)).toBeUndefined();
  });

  it('name what lies in a model by the place of its bytes', () => {
    const rootUri = 'mlflow-artifacts:/1/models/m-1/artifacts';
    expect(artifactLines({ root: model, path: '' }, true, rootUri).uri).toBe('models:/m-1');
    expect(artifactLines({ root: model, path: 'MLmodel' }, false, rootUri).uri).toBe(`${rootUri}/MLmodel`);
    expect(artifactLines({ root: model, path: 'MLmodel' }, false, undefined).uri).toBe('models:/m-1/MLmodel');
  });
});
