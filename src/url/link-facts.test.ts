import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatWorkspace, parseWorkspace } from './workspace-codec.ts';
import type { LinkFacts } from './link-facts.ts';

const letters = (minLength: number, maxLength: number) =>
  fc
    .array(fc.constantFrom('A', 'z', '0', '-', '_'), { minLength, maxLength })
    .map((characters) => characters.join(''));

const facts: fc.Arbitrary<LinkFacts> = fc.record(
  {
    data: letters(9, 9),
    server: fc.constantFrom('http://127.0.0.1:5000', 'https://mlflow.example.org/team a/b'),
    atMs: fc.integer({ min: 1, max: 4e12 }),
    check: letters(4, 204),
    colors: letters(3, 202),
  },
  { requiredKeys: [] },
);

describe('what a link says of its data', () => {
  it('comes back as it was, beside the workspace', () => {
    fc.assert(
      fc.property(facts, (said) => {
        const { workspace } = parseWorkspace('?e=1&sort=params.lr');
        const text = formatWorkspace(workspace, undefined, said);
        const parsed = parseWorkspace(text);
        expect(parsed.facts).toEqual(said);
        expect(parsed).toMatchObject({ workspace, problems: [], unknown: { entries: [] } });
      }),
    );
  });

  it.each(['http://ada:secret@host', 'https://host?token=x', 'ftp://host', 'javascript:alert(1)', 'host'])(
    'names no server by %s',
    (address) => {
      const { facts: read, problems } = parseWorkspace(`?e=1&server=${encodeURIComponent(address)}`);
      expect([read, problems]).toEqual([{}, [{ param: 'server', text: address }]]);
    },
  );

  it('is told where it means nothing, and drops nothing else', () => {
    const parsed = parseWorkspace('?e=1&data=x&at=%20&check=AbCd&colors=!');
    expect(parsed.facts).toEqual({ check: 'AbCd' });
    expect(parsed.problems).toEqual([
      { param: 'data', text: 'x' },
      { param: 'at', text: ' ' },
      { param: 'colors', text: '!' },
    ]);
    expect(parsed.workspace.experimentIds).toEqual(['1']);
  });
});
