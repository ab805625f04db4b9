import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const SRC = join(ROOT, 'src');

function readMessages(locale: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(ROOT, 'messages', `${locale}.json`), 'utf8')) as Record<
    string,
    unknown
  >;
}

/** Names in braces, wherever in the message they stand. */
function placeholders(message: unknown): readonly string[] {
  const found = JSON.stringify(message).matchAll(/\{(\w+)\}/g);
  return [...new Set([...found].map(([, name]) => name ?? ''))].toSorted();
}

const english = readMessages('en');
const korean = readMessages('ko');
const keys = Object.keys(english).filter((key) => !key.startsWith('$'));

describe('messages', () => {
  it('stand in both languages under the same keys, with the same placeholders', () => {
    expect(Object.keys(korean).toSorted()).toEqual(Object.keys(english).toSorted());
    const differing = keys.filter(
      (key) => placeholders(english[key]).join() !== placeholders(korean[key]).join(),
    );
    expect(differing).toEqual([]);
  });

  it('are all used, and none is used that does not exist', () => {
    const code = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('paraglide'))
      .map((file) => readFileSync(join(SRC, file), 'utf8'))
      .join('\n');
    const used = new Set([...code.matchAll(/\bm\.(\w+)\(/g)].map(([, key]) => key));
    expect(keys.filter((key) => !used.has(key))).toEqual([]);
    expect([...used].filter((key) => key !== undefined && !(key in english))).toEqual([]);
  });
});
