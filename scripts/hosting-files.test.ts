import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../src/app/config.ts';
import { PAGE_POLICY, SENT_POLICY } from './content-policy.mjs';

const ROOT = join(import.meta.dirname, '..');
const DOCUMENT = readFileSync(join(ROOT, 'docs', 'hosting.md'), 'utf8');

function read(...path: readonly string[]): string {
  return readFileSync(join(ROOT, ...path), 'utf8');
}

describe('the content security policy', () => {
  it('is the same in the document and in nginx', () => {
    expect(DOCUMENT).toContain(`\n${SENT_POLICY}\n`);
    expect(read('deploy', 'nginx', 'runlens.conf')).toContain(`default "${SENT_POLICY}";`);
  });

  it('is what the plug-in sends', () => {
    const program = read('deploy', 'mlflow-plugin', 'mlflow_runlens', '__init__.py');
    const [, body = ''] = program.split('def content_policy():');
    const texts = [...body.matchAll(/^ {8}f?"(.*)"$/gm)].map(([, text = '']) => text);
    expect(texts.join('').replace('{connect}', "'self'")).toBe(SENT_POLICY);
  });

  it('says nothing in the page itself of whom it may ask', () => {
    expect(PAGE_POLICY).not.toMatch(/default-src|connect-src/);
  });
});

describe('docs/hosting.md', () => {
  it('shows settings that the page takes', () => {
    const blocks = [...DOCUMENT.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
    expect(blocks.length).toBeGreaterThan(2);
    for (const block of blocks)
      expect(parseConfig(JSON.parse(block))).toHaveProperty('source.kind', 'mlflow');
  });

  it('tells every setting of the plug-in', () => {
    const program = read('deploy', 'mlflow-plugin', 'mlflow_runlens', '__init__.py');
    const settings = new Set([...program.matchAll(/"(RUNLENS_\w+)"/g)].map(([, name = '']) => name));
    expect(settings.size).toBeGreaterThan(0);
    for (const name of settings) expect(DOCUMENT).toContain(`| \`${name}\` |`);
  });
});
