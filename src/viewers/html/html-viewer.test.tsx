// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { makeFile } from '../../testing/made-file.ts';
import { Viewer } from './html-viewer.tsx';

afterEach(cleanup);

async function show(html: string) {
  const onOpenPath = vi.fn<(path: string) => void>();
  await act(async () =>
    render(
      <MantineProvider env="test">
        <Viewer file={makeFile('reports/index.html', html)} onOpenPath={onOpenPath} />
      </MantineProvider>,
    ),
  );
  return { onOpenPath };
}

const frameOf = () => screen.getByTitle<HTMLIFrameElement>('index.html');

/** happy-dom loads no frames: one that only takes what is posted stands in. */
function insideOf(frame: HTMLIFrameElement) {
  const post = vi.fn<(message: unknown, target: string) => void>();
  const inside = Object.assign(new EventTarget(), { postMessage: post });
  Object.defineProperty(frame, 'contentWindow', { value: inside });
  return { post, inside };
}

function tell(data: unknown, source: unknown) {
  const event = new MessageEvent('message', { data });
  Object.defineProperty(event, 'source', { value: source });
  return act(async () => window.dispatchEvent(event));
}

const pageOf = (name: string) => readFileSync(`public/${name}`, 'utf8');
const scriptOf = (name: string) => /<script>[\s\S]*<\/script>/.exec(pageOf(name))?.[0];

const policyOf = (name: string) =>
  new Map(
    (/content="\s*(default-src[^"]*)"/.exec(pageOf(name))?.[1] ?? '').split(';').map((directive) => {
      const [key = '', ...sources] = directive.trim().split(/\s+/);
      return [key, sources];
    }),
  );

describe('HTML', () => {
  it('goes by message into a frame that is sandboxed without an origin', async () => {
    await show('<script>parent.document.title = "taken"</script>');
    const frame = frameOf();
    expect(frame.getAttribute('sandbox')).toBe('allow-scripts');
    expect(frame.getAttribute('src')).toBe('./frame.html');
    expect(frame.hasAttribute('srcdoc')).toBe(false);
    const { post, inside } = insideOf(frame);
    await tell({ kind: 'ready' }, window);
    expect(post).not.toHaveBeenCalled();
    await tell({ kind: 'ready' }, inside);
    const bytes = new TextEncoder().encode('<script>parent.document.title = "taken"</script>');
    expect(post).toHaveBeenCalledWith({ bytes }, '*');
    expect(document.title).not.toBe('taken');
  });

  it('says what was held back, and loads it when it is asked to', async () => {
    await show('<script src="https://cdn.test/plotly.js"></script>');
    const { inside } = insideOf(frameOf());
    await tell({ kind: 'blocked', address: 'https://cdn.test/plotly.js' }, inside);
    expect(screen.getByText(m.view_html_blocked({ hosts: 'cdn.test' }))).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: m.view_html_go_online() }));
    expect(frameOf().getAttribute('src')).toBe('./frame-online.html');
    expect(frameOf().getAttribute('sandbox')).toBe('allow-scripts');
    fireEvent.click(screen.getByRole('button', { name: m.view_html_go_offline() }));
    expect(frameOf().getAttribute('src')).toBe('./frame.html');
  });

  it('shows where a link leads before it is followed', async () => {
    const { onOpenPath } = await show('<a href="plots/a.html">a</a>');
    const { inside } = insideOf(frameOf());
    await tell({ kind: 'link', href: 'plots/a.html' }, inside);
    fireEvent.click(screen.getByRole('button', { name: 'reports/plots/a.html' }));
    expect(onOpenPath).toHaveBeenCalledWith('reports/plots/a.html');
    await tell({ kind: 'link', href: 'https://example.org/x' }, inside);
    const link = screen.getByRole<HTMLAnchorElement>('link', { name: 'https://example.org/x' });
    expect(link.target).toBe('_blank');
    await tell({ kind: 'link', href: 'javascript:alert(1)' }, inside);
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.getByText(m.view_html_link_refused({ href: 'javascript:alert(1)' }))).toBeTruthy();
  });
});

describe('the frame’s page', () => {
  it('has a policy that lets nothing out', () => {
    const policy = policyOf('frame.html');
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('form-action')).toEqual(["'none'"]);
    expect(policy.get('base-uri')).toEqual(["'none'"]);
    const harmless = new Set(["'none'", "'unsafe-inline'", "'unsafe-eval'", 'data:', 'blob:']);
    expect([...policy.values()].flat().filter((source) => !harmless.has(source))).toEqual([]);
  });

  it('lets pictures, styles, fonts and scripts come in when asked, but sends nothing', () => {
    const policy = policyOf('frame-online.html');
    expect(policy.get('script-src')).toContain('https:');
    for (const name of ['connect-src', 'frame-src', 'form-action', 'worker-src'])
      expect(policy.get(name)?.some((source) => /^https?:/.test(source))).toBe(false);
  });

  it('differs by its policy only, and refuses to work outside a sandbox', () => {
    expect(scriptOf('frame.html')).toBe(scriptOf('frame-online.html'));
    expect(scriptOf('frame.html')).toContain("if (self.origin === 'null')");
  });
});
