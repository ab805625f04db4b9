// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CopyButton } from './copy-button.tsx';
import { Notice } from './notice.tsx';
import { SplitPane } from './split-pane.tsx';
import { TabsBar, tabPanelProps } from './tabs-bar.tsx';
import { TextCut, cutPoint } from './text-cut.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const button = () => screen.getByRole('button', { name: 'Copy id' });
const show = () =>
  render(<CopyButton text="abc123" label="Copy id" copiedLabel="Copied" fieldLabel="Press Ctrl+C" />);
const pane = (isRightHidden: boolean) => (
  <SplitPane
    label="Table width"
    left={<input aria-label="left" />}
    right={<p>right</p>}
    leftPercent={45}
    onLeftPercent={vi.fn<(percent: number) => void>()}
    isRightHidden={isRightHidden}
  />
);

describe('TextCut', () => {
  it('holds the whole text beside the cut one', () => {
    const text = 'verifiable-a100-4gpu-very-long-seed-3';
    render(<TextCut text={text} />);
    expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByTitle(text).querySelectorAll('[aria-hidden]')[1]?.textContent).toBe('ong-seed-3');
  });

  it('leaves half of a short text whole at its end, and the shortest as they are', () => {
    expect('layer_000/act/mean'.slice(cutPoint('layer_000/act/mean'))).toBe('/act/mean');
    expect(cutPoint('train/loss')).toBe(0);
  });

  it('splits no surrogate pair', () => {
    const text = `${'a'.repeat(14)}😀${'b'.repeat(9)}`;
    expect(text.slice(cutPoint(text))).toBe(`😀${'b'.repeat(9)}`);
  });
});

describe('CopyButton', () => {
  it('writes to the clipboard where the browser has one', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>().mockResolvedValue();
    vi.stubGlobal('isSecureContext', true);
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    show();
    fireEvent.click(button());
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Copied'));
    expect(writeText).toHaveBeenCalledWith('abc123');
  });

  it('selects the text in a field on plain http', async () => {
    vi.stubGlobal('isSecureContext', false);
    show();
    fireEvent.click(button());
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Press Ctrl+C' });
    expect(document.activeElement).toBe(field);
    expect(field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)).toBe('abc123');
    fireEvent.keyDown(field, { key: 'Escape' });
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('selects the text in a field where the browser refuses', async () => {
    vi.stubGlobal('isSecureContext', true);
    const writeText = vi.fn<(text: string) => Promise<void>>().mockRejectedValue(new Error('denied'));
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    show();
    fireEvent.click(button());
    expect(await screen.findByRole('textbox', { name: 'Press Ctrl+C' })).toBeTruthy();
  });
});

describe('TabsBar', () => {
  const TABS = [
    { id: 'charts', label: 'Charts' },
    { id: 'scatter', label: 'Scatter', isDisabled: true },
    { id: 'diff', label: 'Diff' },
  ] as const;
  type Id = (typeof TABS)[number]['id'];

  it('ties tabs to their panel and steps over disabled ones', () => {
    const onSelect = vi.fn<(id: Id) => void>();
    render(
      <>
        <TabsBar<Id> label="Views" idPrefix="w" tabs={TABS} selected="charts" onSelect={onSelect} />
        <div {...tabPanelProps('w', 'charts')}>content</div>
      </>,
    );
    const tab = screen.getByRole('tab', { name: 'Charts', selected: true });
    expect(tab.getAttribute('aria-controls')).toBe(screen.getByRole('tabpanel', { name: 'Charts' }).id);
    fireEvent.keyDown(tab, { key: 'ArrowRight' });
    expect(onSelect).toHaveBeenLastCalledWith('diff');
    expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Diff' }));
    fireEvent.keyDown(tab, { key: 'ArrowLeft' });
    expect(onSelect).toHaveBeenLastCalledWith('diff');
  });
});

describe('Notice', () => {
  it('speaks up for an error, and can be put away', () => {
    const onDismiss = vi.fn<() => void>();
    render(<Notice tone="error" title="Not reached" body="Retry" dismiss={{ label: 'Close', onDismiss }} />);
    expect(screen.getByRole('alert').textContent).toContain('Not reached');
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(onDismiss).toHaveBeenCalledOnce();
  });
});

/** The border of two panes of 1,000 px together, the left one of 400. */
function dragged() {
  const onLeftPercent = vi.fn<(percent: number) => void>();
  const words = { label: 'Table width', left: 'left', right: 'right' };
  render(<SplitPane {...words} leftPercent={40} onLeftPercent={onLeftPercent} />);
  const border = screen.getByRole('separator', { name: 'Table width' });
  const group = border.parentElement ?? border;
  Object.defineProperty(group, 'clientWidth', { value: 1_000 });
  group.getBoundingClientRect = () => new DOMRect(0, 0, 1_000, 500);
  border.setPointerCapture = () => undefined;
  return { onLeftPercent, border, group };
}

describe('SplitPane', () => {
  it('is moved by keys and folded away by Enter', () => {
    const onLeftPercent = vi.fn<(percent: number) => void>();
    render(
      <SplitPane
        label="Table width"
        left="left"
        right="right"
        leftPercent={40}
        onLeftPercent={onLeftPercent}
      />,
    );
    const border = screen.getByRole('separator', { name: 'Table width' });
    for (const key of ['ArrowLeft', 'ArrowRight', 'Home', 'Enter']) fireEvent.keyDown(border, { key });
    expect(onLeftPercent.mock.calls.flat()).toEqual([35, 45, 0, 100]);
    expect(border.getAttribute('aria-valuenow')).toBe('40');
  });

  it.each([
    ['within the widths of both panes', 600, [60], '60'],
    ['not below the least width of the left one', 10, [18], '18'],
    ['no further than the right one has room', 750, [68], '68'],
    ['folds the right one away where it is drawn over half of it', 900, [100], '100'],
  ])('is dragged, %s', (_, toX, told, shown) => {
    const { onLeftPercent, border, group } = dragged();
    fireEvent.pointerMove(border, { clientX: 100 });
    fireEvent.pointerDown(border, { button: 2, clientX: 400 });
    fireEvent.pointerMove(border, { clientX: toX });
    expect(border.getAttribute('aria-valuenow'), 'only by the first button').toBe('40');
    fireEvent.pointerDown(border, { button: 0, clientX: 400 });
    fireEvent.pointerMove(border, { clientX: toX });
    expect(border.getAttribute('aria-valuenow')).toBe(shown);
    expect([group.hasAttribute('data-dragging'), onLeftPercent.mock.calls]).toEqual([true, []]);
    fireEvent.pointerUp(border);
    expect(onLeftPercent.mock.calls.flat()).toEqual(told);
    expect(group.hasAttribute('data-dragging')).toBe(false);
  });

  it('stays where it was when the drag is taken away', () => {
    const { onLeftPercent, border } = dragged();
    fireEvent.pointerDown(border, { button: 0, clientX: 400 });
    fireEvent.pointerMove(border, { clientX: 600 });
    fireEvent.pointerCancel(border);
    expect([border.getAttribute('aria-valuenow'), onLeftPercent.mock.calls]).toEqual(['40', []]);
  });

  it('keeps the left pane mounted when the right one goes', () => {
    const view = render(pane(false));
    const left = screen.getByRole('textbox', { name: 'left' });
    expect(screen.getByRole('separator', { name: 'Table width' })).toBeTruthy();
    view.rerender(pane(true));
    expect(screen.queryByRole('separator')).toBeNull();
    expect(screen.queryByText('right')).toBeNull();
    expect(screen.getByRole('textbox', { name: 'left' })).toBe(left);
  });
});
