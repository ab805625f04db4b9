// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { createTableWriter, type TableColumn } from './export-table.ts';
import { type HtmlPage, writeHtmlPage } from './html-page.ts';

const ODD = `</title></style><script>alert(1)</script><img src=x onerror="alert(2)"> "q" 'a' & 한글`;
const COLUMNS: readonly TableColumn[] = [
  { header: ODD, meaning: 'value', align: 'left' },
  { header: 'loss', meaning: 'value', align: 'right' },
];
const CLIPPED =
  '<svg><title>loss</title><defs><clipPath id="plot0"><rect/></clipPath></defs><g clip-path="url(#plot0)"><text>url(#plot0)</text></g></svg>';

function makePage(part: Partial<HtmlPage> = {}): string {
  const writer = createTableWriter('html', COLUMNS, 'en');
  return writeHtmlPage({
    language: 'ko',
    title: ODD,
    facts: [ODD, 'top 10'],
    link: { words: 'Open', href: 'https://a.example/#/runs?e=1&q="x"' },
    cards: {
      heading: 'Charts',
      list: [
        { name: ODD, svg: CLIPPED },
        { name: 'b', svg: CLIPPED },
      ],
    },
    table: {
      heading: 'Runs',
      html: writer.head + writer.row([ODD, 0.123_456]) + writer.row([undefined, Number.NaN]) + writer.foot,
      remark: undefined,
    },
    notes: { heading: 'Notes', list: [{ of: ODD, text: `${ODD}\nline 2` }] },
    colors: { background: '#fff', text: '#000', dim: '#555', line: '#ddd', accent: '#00f' },
    ...part,
  });
}

const read = (html: string) => new DOMParser().parseFromString(html, 'text/html');

describe('a comparison as one file', () => {
  it('has every name as it is, and nothing of it as markup', () => {
    const html = makePage();
    const page = read(html);
    expect(page.querySelectorAll('script, img, iframe, link, form')).toHaveLength(0);
    expect(html).not.toContain('<script');
    expect(page.title).toBe(ODD);
    expect(page.querySelector('h1')?.textContent).toBe(ODD);
    expect(page.querySelector('th')?.textContent).toBe(ODD);
    expect(page.querySelector('.note')?.textContent).toBe(`${ODD}\nline 2`);
    expect([...page.querySelectorAll('td')].map(({ textContent }) => textContent)).toEqual([
      ODD,
      '0.1235',
      '',
      'NaN',
    ]);
    expect(page.querySelector('a')?.getAttribute('href')).toBe('https://a.example/#/runs?e=1&q="x"');
  });

  it('lets the browser load nothing', () => {
    expect(makePage()).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
    expect(read(makePage()).querySelectorAll('[src], [srcset], [onerror]')).toHaveLength(0);
  });

  it('keeps the clips of its pictures apart, and their texts as they are', () => {
    const html = makePage();
    for (const index of [0, 1]) {
      expect(html).toContain(`<clipPath id="card${index}plot0">`);
      expect(html).toContain(`clip-path="url(#card${index}plot0)"`);
    }
    expect(html.match(/<text>url\(#plot0\)<\/text>/g)).toHaveLength(2);
  });

  it('leaves out what there is none of', () => {
    const none = { heading: 'Charts', list: [] };
    const html = makePage({ cards: none, notes: { heading: 'Notes', list: [] } });
    expect(html).not.toContain('<h2>Charts');
    expect(html).not.toContain('<h2>Notes');
    expect(html).toContain('<h2>Runs');
  });
});
