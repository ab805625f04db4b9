import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../testing/evaluation-context.ts';
import { makeRun } from '../../testing/make-run.ts';
import { quoteText } from '../expression/format.ts';
import {
  compileLegend,
  completeLegend,
  fieldsOfLegend,
  legendOfGroup,
  parseLegend,
  type WriteValue,
} from './legend-template.ts';

const write: WriteValue = (value) => (value === undefined ? '–' : value === null ? '…' : String(value));

function legend(template: string, run: Parameters<typeof makeRun>[0]): string | undefined {
  const parsed = parseLegend(template);
  if (!parsed.ok) return undefined;
  return compileLegend(parsed.parts, contextOf([makeRun(run)]), write)(0);
}

describe('legend templates', () => {
  const run = { id: 'a', name: 'resnet', params: { lr: '0.1', '}odd': 'x' }, metrics: { acc: 0.5 } };

  it.each([
    ['${name} · ${params.lr}', 'resnet · 0.1'],
    ['${ name }', 'resnet'],
    ['${params."}odd"}!', 'x!'],
    ['${1 - metrics.acc}', '0.5'],
    ['${params.none}', '–'],
    ['$${name} $ {name}', '${name} $ {name}'],
    ['', ''],
  ])('writes %s as %s', (template, wanted) => {
    expect(legend(template, run)).toBe(wanted);
  });

  it('is text as it stands where there is no field in it, for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const template = text.replaceAll('${', () => '$${');
        expect(legend(template, run)).toBe(text);
      }),
    );
  });

  it('reads params of any key', () => {
    const key = fc.string({ minLength: 1 }).filter((text) => text.trim() === text);
    fc.assert(
      fc.property(key, (name) => {
        const quoted = `params."${name.replaceAll('"', '""')}"`;
        expect(legend(`[\${${quoted}}]`, { id: 'a', params: { [name]: quoteText('v') } })).toBe(
          `[${quoteText('v')}]`,
        );
      }),
    );
  });

  it('says where in the template a value means nothing', () => {
    expect(parseLegend('ab ${params.lr +}')).toMatchObject({ ok: false, problem: { span: { start: 16 } } });
    expect(parseLegend('ab ${name')).toMatchObject({
      ok: false,
      problem: { code: 'unexpected', span: { start: 3, end: 9 } },
    });
    expect(parseLegend('${}').ok).toBe(false);
  });

  it('tells what it needs of a run', () => {
    const parsed = parseLegend('${name} ${params.lr / metrics.acc}');
    expect(parsed.ok && fieldsOfLegend(parsed.parts).map(({ field }) => field)).toEqual([
      { kind: 'attribute', key: 'name' },
      { kind: 'param', key: 'lr' },
      { kind: 'metric', key: 'acc' },
    ]);
  });
});

describe('completion of templates', () => {
  const FIELDS = ['name', 'params.lr', 'params.wd', 'tags.solver', 'metrics.lr'];
  /** The template with the caret at `|`, as the first offer makes it; and all offers. */
  function complete(marked: string, most = 9) {
    const caret = marked.indexOf('|');
    const template = marked.replace('|', '');
    const { start, end, fields } = completeLegend(template, caret, FIELDS, most);
    const made = fields[0] && `${template.slice(0, start)}${fields[0]}}${template.slice(end)}`;
    return { made, fields };
  }

  it.each([
    ['${n|', '${name}', ['name']],
    ['${name} · ${lr|', '${name} · ${params.lr}', ['params.lr', 'metrics.lr']],
    ['${par|ams.x} end', '${params.lr} end', ['params.lr', 'params.wd']],
    ['${name} ${wd|} b', '${name} ${params.wd} b', ['params.wd']],
    ['${so| · ${name}', '${tags.solver} · ${name}', ['tags.solver']],
  ])('of %s is %s', (marked, made, fields) => {
    expect(complete(marked)).toEqual({ made, fields });
  });

  it.each(['name|', '${name}|', '$${n|', '${a + n|', '${"n|', '|${n'])('of %s is none', (marked) => {
    expect(complete(marked).fields).toEqual([]);
  });

  it('offers all fields at first, and no more than asked', () => {
    expect(complete('${|').fields).toEqual(FIELDS);
    expect(complete('${|', 2).fields).toEqual(['name', 'params.lr']);
  });
});

describe('the legend of a group', () => {
  const keys = [
    { kind: 'param', key: 'lr' },
    { kind: 'attribute', key: 'status' },
    { kind: 'experiment' },
    undefined,
  ] as const;
  const legendFor = (template: string) => legendOfGroup(template, keys, (place) => `value ${place}`);

  it.each([
    ['lr=${params.lr}', 'lr=value 0'],
    ['${status} / ${params."lr"}', 'value 1 / value 0'],
    ['${experiment}', 'value 2'],
  ])('reads its own keys in %s', (template, wanted) => {
    expect(legendFor(template)).toBe(wanted);
  });

  it.each(['${name}', '${params.lr} ${params.seed}', '${tags.lr}', '${params.lr * 2}', 'text', '', '${'])(
    'is left to its words by %s',
    (template) => {
      expect(legendFor(template)).toBeUndefined();
    },
  );
});
