import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  archiveName,
  encodePath,
  extensionOfPath,
  folderOfPath,
  foldersAbove,
  isPlainPath,
  nameOfPath,
  partsOfPath,
} from './artifact-path.ts';
import { isRefusedPath } from './refused-name.ts';
import { sortEntries } from './artifact.ts';

const ODD_PARTS = [
  'a#1.txt',
  '100%.txt',
  'a+b',
  'with space',
  '한글 폴더',
  `it's "q"`,
  'q?m',
  'a%2Fb',
  '...',
];
const part = fc.oneof(
  fc.constantFrom(...ODD_PARTS),
  fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !text.includes('/') && !/^\.+$/.test(text)),
);
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('..', '.', 'a', '', 'C:', '\\', '/', ' ', '\0'), { maxLength: 8 })
    .map((parts) => parts.join('/')),
);

describe('a path', () => {
  it('is its folder and its name', () => {
    fc.assert(
      fc.property(path, (text) => {
        const folder = folderOfPath(text);
        expect(folder === '' ? nameOfPath(text) : `${folder}/${nameOfPath(text)}`).toBe(text);
        expect(foldersAbove(text).at(-1) ?? '').toBe(folder);
      }),
    );
  });

  it('has an extension in lower case, or none', () => {
    const names = ['a/B.PNG', 'model.tar.gz', '.bashrc', 'a.b/MLmodel', 'train.', '한글.csv'];
    expect(names.map(extensionOfPath)).toEqual(['png', 'gz', '', '', '', 'csv']);
  });

  it('comes back from an address part by part', () => {
    fc.assert(
      fc.property(path, (text) => {
        const url = new URL(`http://host.test/root/${encodePath(text)}`);
        expect([url.search, url.hash]).toEqual(['', '']);
        const parts = url.pathname.slice('/root/'.length).split('/').map(decodeURIComponent);
        expect(parts.join('/')).toBe(new TextDecoder().decode(new TextEncoder().encode(text)));
        const query = new URL(`http://host.test/?path=${encodePath(text)}`).searchParams.get('path');
        expect(query).toBe(new TextDecoder().decode(new TextEncoder().encode(text)));
      }),
    );
  });

  it('is plain where it leaves no folder', () => {
    expect(['a/b', '...', 'a..b', '한글'].every(isPlainPath)).toBe(true);
    expect(['..', 'a/../b', './a', '/etc/passwd', 'a\0b'].some(isPlainPath)).toBe(false);
  });

  it('cannot be asked of MLflow where it holds # or what looks encoded', () => {
    expect(['a#1.txt', 'd/#', 'a%20b', '100%2B'].every(isRefusedPath)).toBe(true);
    expect(['100%.txt', 'a%zz', 'a+b', '%', 'a & b'].some(isRefusedPath)).toBe(false);
  });

  it('is in an archive what stays below its folder', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const name = archiveName(text);
        expect(name).not.toBe('');
        expect(name).not.toMatch(/[\\:\0]/);
        expect(partsOfPath(name).join('/')).toBe(name);
        expect(name.split('/').some((each) => /^\.+$/.test(each.trim()))).toBe(false);
      }),
    );
    expect(archiveName('../../etc/passwd')).toBe('etc/passwd');
    expect(archiveName('logs/한글 #1+2%.txt')).toBe('logs/한글 #1+2%.txt');
    expect(archiveName('C:\\Windows\\a')).toBe('C_/Windows/a');
    expect(archiveName('..')).toBe('_');
  });
});

function entry(name: string, isFolder = false) {
  return { path: name, isFolder, sizeBytes: undefined };
}

describe('entries', () => {
  it('are folders first, and numbers in the order of counting', () => {
    const sorted = sortEntries([
      entry('step_10.pt'),
      entry('b', true),
      entry('step_9.pt'),
      entry('a.txt'),
      entry('a', true),
    ]);
    expect(sorted.map((each) => each.path)).toEqual(['a', 'b', 'a.txt', 'step_9.pt', 'step_10.pt']);
  });
});
