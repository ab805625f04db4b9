// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { Markdown } from '../../parts/markdown/markdown.tsx';
import { makeFile } from '../../testing/made-file.ts';
import { Viewer } from './markdown-viewer.tsx';

beforeEach(() => {
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1');
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue();
});
afterEach(cleanup);

async function show(text: string) {
  const onOpenPath = vi.fn<(path: string) => void>();
  const fileAt = vi.fn<(path: string) => ReturnType<typeof makeFile>>((path) => makeFile(path, 'bytes'));
  const shown = await act(async () =>
    render(
      <MantineProvider env="test">
        <Viewer file={makeFile('docs/README.md', text)} onOpenPath={onOpenPath} fileAt={fileAt} />
      </MantineProvider>,
    ),
  );
  return { onOpenPath, fileAt, ...shown };
}

/** What Markdown can carry that a browser would run or fetch. */
const ATTACK = `
# Report <script>window.taken = 1</script>

<script>window.taken = 2</script>
<img src="x" onerror="window.taken = 3">
<iframe src="https://evil.test/frame"></iframe>
<svg onload="window.taken = 4"></svg>

[link](javascript:window.taken=5) [data](data:text/html,<script>window.taken=6</script>)
[upper](JaVaScRiPt:window.taken=7) <javascript:window.taken=8> [vb](vbscript:x)
![remote](https://evil.test/pixel.png) ![script](javascript:alert(1)) ![page](data:text/html;base64,PHNjcmlwdD4=)
![ref][r]

[r]: https://evil.test/ref.png "t"
`;

function expectInert(container: HTMLElement) {
  expect(
    container.querySelectorAll('script, iframe, object, embed, svg, form, style, link, meta'),
  ).toHaveLength(0);
  for (const element of container.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(/^on/);
      expect(`${name}=${value}`).not.toMatch(/^(?:href|src)=\s*(?:javascript|vbscript|data:text)/i);
    }
  }
}

/** By role it takes seconds in a document so long. */
async function found(look: () => Element | null | undefined): Promise<Element> {
  await waitFor(() => expect(look()).toBeTruthy());
  const element = look();
  if (!element) throw new Error('it is gone again');
  return element;
}

const part = (name: string) => `# ${name}\n\n[far]\n\n${'words '.repeat(2000)}\n\n`;

describe('Markdown', () => {
  it('is inert: no script, no handler, no remote picture', async () => {
    const { container } = await show(ATTACK);
    expectInert(screen.getByRole('article'));
    expect(container.querySelectorAll('img')).toHaveLength(0);
    expect(container.textContent).toContain('<script>window.taken = 2</script>');
    cleanup();
    const note = render(<Markdown text={ATTACK} />);
    expectInert(note.container);
    expect(note.container.querySelectorAll('img')).toHaveLength(0);
  });

  it('fetches a remote picture only after a click, and says when none came', async () => {
    const { container } = await show('![loss](https://pics.test/loss.png)');
    expect(container.querySelector('img')).toBeNull();
    fireEvent.click(
      screen.getByRole('button', { name: m.view_markdown_image({ name: 'loss', host: 'pics.test' }) }),
    );
    const image = screen.getByRole<HTMLImageElement>('img', { name: 'loss' });
    expect([image.src, image.referrerPolicy]).toEqual(['https://pics.test/loss.png', 'no-referrer']);
    fireEvent.error(image);
    const words = { name: 'loss', host: 'pics.test' };
    expect(screen.getByText(m.view_markdown_image_failed(words))).toBeTruthy();
  });

  it('shows pictures of its own and of the same root', async () => {
    const { fileAt } = await show(
      '![own](data:image/png;base64,AAAA) ![near](../plots/a.png) ![out](../../../a.png)',
    );
    expect(screen.getByRole<HTMLImageElement>('img', { name: 'own' }).src).toMatch(/^data:image\/png/);
    expect(screen.getByRole<HTMLImageElement>('img', { name: 'near' }).src).toBe('blob:1');
    expect(fileAt).toHaveBeenCalledWith('plots/a.png');
    expect(screen.queryByRole('img', { name: 'out' })).toBeNull();
  });

  it('has tables, tasks and footnotes; links lead to neighbours, headings and tabs', async () => {
    const { onOpenPath } = await show(
      '# My part\n\n|a|b|\n|-|-|\n|1|2|\n\n- [x] done\n\n[next](next.md) [top](#my-part) [web](https://a.test/) note[^1]\n\n[^1]: words',
    );
    expect(screen.getByRole('table')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('checkbox').checked).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'next' }));
    expect(onOpenPath).toHaveBeenCalledWith('docs/next.md');
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView').mockReturnValue();
    fireEvent.click(screen.getByRole('button', { name: 'top' }));
    expect(scrolled.mock.contexts[0]).toBe(screen.getByRole('heading', { name: 'My part' }));
    fireEvent.click(screen.getByRole('button', { name: '1' }));
    expect(scrolled.mock.contexts[1]).toMatchObject({ tagName: 'LI' });
    expect(screen.getByRole<HTMLAnchorElement>('link', { name: 'web' }).rel).toBe('noreferrer');
  });

  it('that is long comes piece by piece, with the links defined at its end', async () => {
    await show(`${part('One')}${part('Two')}${part('Three')}[far]: https://far.test/`);
    await waitFor(() => expect(screen.getAllByRole('heading')).toHaveLength(3));
    expect(screen.getAllByRole('link', { name: 'far' })).toHaveLength(3);
  });

  it('that is very long stands as it was written until it comes near; links lead there all the same', async () => {
    const watched = new Map<Element, () => void>();
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        private readonly tell: (entries: readonly { readonly isIntersecting: boolean }[]) => void;
        constructor(tell: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {
          this.tell = tell;
        }
        observe(target: Element) {
          watched.set(target, () => this.tell([{ isIntersecting: true }]));
        }
        disconnect() {}
      },
    );
    const days = Array.from(
      { length: 120 },
      (_, day) => `# Day \`${day}\` of it\n\n${'words '.repeat(450)}\n\n`,
    );
    const { container } = await show(`[last](#day-119-of-it)\n\n${days.join('')}`);
    const piece = await found(() => container.querySelector('article')?.children[119]);
    expect(piece.textContent).toMatch(/^# Day `119` of it\n/);
    expect(piece.querySelector('h1')).toBeNull();
    const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView').mockReturnValue();
    const link = await found(() => container.querySelector('button'));
    fireEvent.click(link);
    expect(scrolled.mock.contexts[0]).toBe(piece.querySelector('span'));
    await act(async () => watched.get(piece)?.());
    expect(piece.querySelector('h1')?.textContent).toBe('Day 119 of it');
    await waitFor(() => expect(scrolled.mock.contexts.at(-1)).toBe(piece.querySelector('h1')));
    vi.unstubAllGlobals();
  });
});
