// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { makeFile } from '../../testing/made-file.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { ViewerProps } from '../registry.ts';
import { Viewer } from './image-viewer.tsx';

const PNG = Uint8Array.from('\u0089PNG\r\n\u001A\n rest', (letter) => letter.codePointAt(0) ?? 0);
const urls = new Set<string>();

beforeEach(() => {
  urls.clear();
  let made = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    made += 1;
    urls.add(`blob:${made}`);
    return `blob:${made}`;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void urls.delete(url));
});
afterEach(cleanup);

async function show(props: Omit<ViewerProps, 'onOpenPath'>) {
  const onOpenPath = vi.fn<(path: string) => void>();
  const shown = await act(async () =>
    render(
      <MantineProvider env="test">
        <Viewer {...props} onOpenPath={onOpenPath} />
      </MantineProvider>,
    ),
  );
  return { onOpenPath, ...shown };
}

const pathOf = (step: number) => `images/dogs+step+${step}+timestamp+1700000000000+u-${step}.png`;

describe('an image', () => {
  it('comes as <img> from a blob address, which is revoked on closing', async () => {
    const { unmount } = await show({ file: makeFile('plots/curve.png', PNG) });
    const image = screen.getByRole<HTMLImageElement>('img', { name: 'curve.png' });
    expect(urls).toEqual(new Set([image.src]));
    Object.defineProperty(image, 'naturalWidth', { value: 64 });
    Object.defineProperty(image, 'naturalHeight', { value: 32 });
    fireEvent.load(image);
    expect(screen.getByText(new RegExp(m.view_image_size({ width: 64, height: 32 })))).toBeTruthy();
    unmount();
    expect(urls.size).toBe(0);
  });

  it('zooms by buttons and keys', async () => {
    await show({ file: makeFile('a.png', PNG) });
    const image = screen.getByRole<HTMLImageElement>('img');
    Object.defineProperty(image, 'naturalWidth', { value: 400 });
    Object.defineProperty(image, 'naturalHeight', { value: 200 });
    fireEvent.load(image);
    fireEvent.click(screen.getByRole('button', { name: m.view_image_zoom_in() }));
    expect(image.style.width).toBe('600px');
    fireEvent.keyDown(screen.getByRole('group'), { key: '1' });
    expect(image.style.width).toBe('400px');
    fireEvent.keyDown(screen.getByRole('group'), { key: '-' });
    expect(Number.parseFloat(image.style.width)).toBeCloseTo(266.67, 1);
    fireEvent.click(screen.getByRole('button', { name: m.view_image_fit() }));
    expect(image.style.width).toBe('400px');
  });

  it('that is corrupt says so, and what its bytes are', async () => {
    await show({ file: makeFile('a.png', '<html><body>404</body></html>') });
    fireEvent.error(screen.getByRole('img'));
    expect(screen.getByText(m.view_image_corrupt())).toBeTruthy();
    expect(screen.getByText(/HTML/)).toBeTruthy();
  });

  it('that is empty, refused or large says so', async () => {
    const { unmount } = await show({ file: makeFile('a.png', '') });
    expect(screen.getByText(m.view_empty())).toBeTruthy();
    unmount();
    const refused = await show({
      file: makeFile('a.png', new TrackingError({ kind: 'forbidden', status: 403 })),
    });
    expect(screen.getByRole('alert').dataset['failure']).toBe('forbidden');
    refused.unmount();
    await show({ file: makeFile('a.png', PNG, { sizeBytes: 80e6 }) });
    expect(screen.getByText(m.view_large({ size: '80 MB' }))).toBeTruthy();
    await act(async () => fireEvent.click(screen.getByRole('button', { name: m.view_load_anyway() })));
    expect(screen.getByRole('img')).toBeTruthy();
  });

  it('of log_image has a slider over the steps of its key', async () => {
    const siblings = [3, 1, 2].map((step) => ({ path: pathOf(step), sizeBytes: 5 }));
    const read: string[] = [];
    const fileAt = (path: string) => {
      read.push(path);
      return makeFile(path, PNG);
    };
    const { onOpenPath } = await show({ file: makeFile(pathOf(1), PNG), siblings, fileAt });
    const slider = screen.getByRole<HTMLInputElement>('slider', { name: m.view_image_step() });
    expect(slider.getAttribute('aria-valuetext')).toBe(m.view_image_step_of({ step: 1, place: 1, count: 3 }));
    await act(async () => fireEvent.change(slider, { target: { value: '2' } }));
    expect(read).toContain(pathOf(3));
    expect(onOpenPath).not.toHaveBeenCalled();
    fireEvent.pointerUp(slider);
    expect(onOpenPath).toHaveBeenLastCalledWith(pathOf(3));
    fireEvent.click(screen.getByRole('button', { name: m.view_image_step_prev() }));
    expect(onOpenPath).toHaveBeenLastCalledWith(pathOf(2));
  });

  it('that is a small copy leads to its original', async () => {
    const { onOpenPath } = await show({
      file: makeFile('images/k%step%1%timestamp%2%g-1%compressed.webp', PNG),
    });
    fireEvent.click(screen.getByRole('button', { name: m.view_image_original() }));
    expect(onOpenPath).toHaveBeenCalledWith('images/k%step%1%timestamp%2%g-1.png');
  });
});
