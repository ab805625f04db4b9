import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const DOCUMENT = readFileSync(join(ROOT, 'docs', 'hosting.md'), 'utf8');

/** Blocks of one language below a heading of docs/hosting.md, up to the next heading: what the journeys run. */
function blocksUnder(heading: string, language: string): readonly string[] {
  const [, after] = DOCUMENT.split(new RegExp(`^#+ ${heading}$`, 'm'));
  if (after === undefined) throw new Error(`docs/hosting.md has no heading "${heading}"`);
  const [section = ''] = after.split(/^#+ /m);
  const blocks = section.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...blocks].map(([, block = '']) => block);
}

/** The lines of commands below a heading that begin with some word. */
export function commandsUnder(heading: string, start: string): readonly string[] {
  const lines = blocksUnder(heading, 'sh').flatMap((block) => block.split('\n'));
  const found = lines.filter((line) => line.startsWith(start));
  if (found.length === 0) throw new Error(`docs/hosting.md tells no "${start}" under "${heading}"`);
  return found;
}

/** The first `config.json` below a heading, as the page would get it. */
export function configUnder(heading: string): string {
  const [block] = blocksUnder(heading, 'json');
  if (block === undefined) throw new Error(`docs/hosting.md has no JSON under "${heading}"`);
  return block;
}

/** What a test has of its own: the address to listen on and the stores. */
const OWN = new Set(['--host', '--port', '--workers', '--backend-store-uri']);

/** The options of a `mlflow server` line that are not the test's own. */
export function serverArgs(line: string): readonly string[] {
  const words = line.split(' ').slice(2);
  return words.filter((word, index) => !OWN.has(word) && !OWN.has(words[index - 1] ?? ''));
}
