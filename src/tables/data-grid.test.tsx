// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildCheckColumn, buildNumberColumn, buildTextColumn } from './column-builders.tsx';
import { DataGrid, type DataGridProps } from './data-grid.tsx';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly loss: number | undefined;
  readonly isCompared: boolean;
}

const onToggle = vi.fn<(row: Row, isRange: boolean) => void>();
const COLUMNS = [
  buildCheckColumn<Row>({
    id: 'compared',
    header: 'Compared',
    isPinned: true,
    isChecked: (row) => row.isCompared,
    label: (row) => `Compare ${row.name}`,
    onToggle,
  }),
  buildTextColumn<Row>({ id: 'name', header: 'Run', isPinned: true, widthPx: 160, text: (row) => row.name }),
  buildNumberColumn<Row>({
    id: 'loss',
    header: 'val/loss',
    value: (row) => row.loss,
    format: (value) => value.toFixed(2),
    formatFull: String,
  }),
  ...Array.from({ length: 37 }, (_, index) =>
    buildTextColumn<Row>({ id: `p${index}`, header: `param ${index}`, widthPx: 100, text: () => `${index}` }),
  ),
];
const rowAt = (index: number): Row => ({
  id: `r${index}`,
  name: `run ${index}`,
  loss: index === 3 ? undefined : index + 0.123456,
  isCompared: index < 2,
});

const ROW_PX = 28;
const VIEWPORT = { clientWidth: 600, clientHeight: 11 * ROW_PX };

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(VIEWPORT.clientWidth);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(VIEWPORT.clientHeight);
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(10_001 * ROW_PX);
  vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get').mockReturnValue(4_000);
});
afterEach(() => {
  cleanup();
  onToggle.mockReset();
});

function show(props: Partial<DataGridProps<Row>> = {}) {
  const element = (changed: Partial<DataGridProps<Row>>) => (
    <DataGrid
      label="Runs"
      columns={COLUMNS}
      rowCount={10_000}
      ariaRowCount={10_000}
      getRow={rowAt}
      getRowId={(row) => row.id}
      {...props}
      {...changed}
    />
  );
  const view = render(element({}));
  return { change: (changed: Partial<DataGridProps<Row>>) => view.rerender(element(changed)) };
}

const grid = () => screen.getByRole('grid', { name: 'Runs' });
const row = (index: number) => within(grid()).getByRole('row', { name: new RegExp(`run ${index}\\b`) });
const cell = (index: number, column: string) =>
  grid().querySelector<HTMLElement>(`[data-row="${index}"] [data-column="${column}"]`)!;
const header = (name: string) => screen.getByRole('columnheader', { name });

const press = (key: string, more = {}) => fireEvent.keyDown(document.activeElement!, { key, ...more });
const stops = () => [...grid().querySelectorAll('[tabindex="0"]')];

function scrollTo(top: number, left = 0) {
  grid().scrollTop = top;
  grid().scrollLeft = left;
  fireEvent.scroll(grid());
}

describe('what it is to assistive technology', () => {
  it('is a grid with the number of rows that match and of all columns', () => {
    show({ ariaRowCount: -1 });
    expect(grid().getAttribute('aria-rowcount')).toBe('-1');
    expect(grid().getAttribute('aria-colcount')).toBe('40');
    expect(row(4).getAttribute('aria-rowindex')).toBe('5');
    expect(cell(4, 'loss').getAttribute('aria-colindex')).toBe('3');
  });

  it('says how it is sorted, on the sorted header alone', () => {
    show({ sort: { columnId: 'loss', isDescending: true }, onSort: vi.fn<(id: string) => void>() });
    expect(header('val/loss').getAttribute('aria-sort')).toBe('descending');
    expect(header('Run').getAttribute('aria-sort')).toBe('none');
    expect(header('Compared').hasAttribute('aria-sort')).toBe(false);
  });

  it('says which rows are compared', () => {
    show({ rowState: (state) => ({ isCompared: state.isCompared }) });
    expect(row(1).getAttribute('aria-selected')).toBe('true');
    expect(row(2).getAttribute('aria-selected')).toBe('false');
    expect(screen.getByRole('checkbox', { name: 'Compare run 1' }).getAttribute('aria-checked')).toBe('true');
  });

  it('keeps whole texts and full values behind cut and rounded ones', () => {
    const long = `${'abcdefghij'.repeat(6)}-seed-7`;
    show({ getRow: (index) => ({ ...rowAt(index), name: index === 0 ? long : `run ${index}` }) });
    expect(cell(0, 'name').textContent).toMatch(/^abc.*….*seed-7$/);
    expect(cell(0, 'name').getAttribute('aria-label')).toBe(long);
    expect(cell(0, 'name').title).toBe(long);
    expect(cell(1, 'loss').textContent).toBe('1.12');
    expect(cell(1, 'loss').title).toBe('1.123456');
    expect(cell(3, 'loss').textContent).toBe('');
  });
});

describe('what is in the document', () => {
  it('holds the rows and columns on screen and a few more', () => {
    show();
    expect(within(grid()).getAllByRole('row').length).toBeLessThan(25);
    expect(within(grid()).getAllByRole('columnheader').length).toBeLessThan(12);
  });

  it('follows the scrolling both ways and keeps pinned columns', async () => {
    show();
    scrollTo(5_000 * ROW_PX, 2_000);
    await waitFor(() => expect(cell(5_003, 'p20')).toBeTruthy());
    expect(cell(5_003, 'name').textContent).toBe('run 5003');
    expect(cell(5_003, 'p0')).toBeNull();
  });

  it('brings a row into sight without taking the focus, and stays where it is in sight already', async () => {
    const view = show();
    // As in a browser: heard of when the call is over.
    const scrolled = vi.spyOn(grid(), 'scrollTo').mockImplementation((options?: ScrollToOptions | number) => {
      if (typeof options === 'object') queueMicrotask(() => scrollTo(options.top ?? 0));
    });
    cell(2, 'name').focus();
    view.change({ revealRow: { row: 3, align: 'in-sight' } });
    expect(scrolled).not.toHaveBeenCalled();
    view.change({ revealRow: { row: 5_000, align: 'in-sight' } });
    await waitFor(() => expect(cell(5_000, 'name')).toBeTruthy());
    // Neither at the top, where the header is, nor at the foot.
    expect(cell(4_998, 'name')).toBeTruthy();
    expect(cell(5_002, 'name')).toBeTruthy();
    expect(document.activeElement).toBe(cell(2, 'name'));
  });

  it('shows rows that are still read as busy', () => {
    show({ getRow: () => undefined });
    const rows = within(grid()).getAllByRole('row').slice(1);
    expect(rows.every((each) => each.getAttribute('aria-busy') === 'true')).toBe(true);
  });

  it('says why there are no rows', () => {
    show({ rowCount: 0, ariaRowCount: 0, children: 'nothing matches' });
    expect(screen.getByText('nothing matches')).toBeTruthy();
  });
});

describe('what it reports', () => {
  it('tells the needed rows, once for each change', async () => {
    const onVisibleRange = vi.fn<(start: number, end: number) => void>();
    show({ onVisibleRange });
    await waitFor(() => expect(onVisibleRange).toHaveBeenCalledTimes(1));
    expect(onVisibleRange).toHaveBeenLastCalledWith(0, 32);
    scrollTo(1_000 * ROW_PX);
    await waitFor(() => expect(onVisibleRange).toHaveBeenCalledTimes(2));
    expect(onVisibleRange).toHaveBeenLastCalledWith(992, 1_024);
  });

  it('sorts by a click and by the keyboard', () => {
    const onSort = vi.fn<(id: string) => void>();
    show({ onSort });
    fireEvent.click(screen.getByRole('button', { name: 'val/loss' }));
    expect(onSort).toHaveBeenCalledWith('loss');
  });

  it('names the row that is pointed at, clicked and opened', () => {
    const [onRowHover, onRowClick, onRowActivate] = [vi.fn(), vi.fn(), vi.fn()];
    show({ onRowHover, onRowClick, onRowActivate });
    fireEvent.mouseOver(cell(2, 'loss'));
    fireEvent.mouseOver(cell(2, 'name'));
    expect(onRowHover.mock.calls.map(([hovered]: unknown[]) => (hovered as Row).id)).toEqual(['r2']);
    fireEvent.click(cell(2, 'loss'));
    expect(onRowClick.mock.calls[0]?.[0]).toEqual(rowAt(2));
    fireEvent.keyDown(cell(4, 'name'), { key: 'Enter' });
    expect(onRowActivate).toHaveBeenCalledWith(rowAt(4), 'name');
    fireEvent.doubleClick(cell(4, 'loss'));
    expect(onRowActivate).toHaveBeenLastCalledWith(rowAt(4), 'loss');
  });

  it('toggles by Space and by a click on the box, which is no click on the row', () => {
    const onRowClick = vi.fn();
    show({ onRowClick });
    fireEvent.keyDown(cell(1, 'compared'), { key: ' ' });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Compare run 2' }), { shiftKey: true });
    expect(onToggle.mock.calls).toEqual([
      [rowAt(1), false],
      [rowAt(2), true],
    ]);
    expect(onRowClick).not.toHaveBeenCalled();
  });

  it('copies the full value of the cell', () => {
    show();
    const setData = vi.fn();
    const event = new Event('copy', { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { setData } });
    fireEvent(cell(1, 'loss'), event);
    expect(setData).toHaveBeenCalledWith('text/plain', '1.123456');
  });
});

describe('keys', () => {
  it('has one stop for the Tab key, handed on by arrows', () => {
    show();
    expect(stops()).toEqual([cell(0, 'compared')]);
    cell(0, 'compared').focus();
    press('ArrowDown');
    press('ArrowRight');
    expect(document.activeElement).toBe(cell(1, 'name'));
    expect(stops()).toEqual([cell(1, 'name')]);
  });

  it('goes to the ends of the grid and to the header', async () => {
    show({ onSort: vi.fn<(id: string) => void>() });
    cell(2, 'name').focus();
    press('End', { ctrlKey: true });
    await waitFor(() => expect(document.activeElement).toBe(cell(9_999, 'p36')));
    press('Home', { ctrlKey: true });
    await waitFor(() => expect(document.activeElement).toBe(cell(0, 'compared')));
    press('ArrowRight');
    press('ArrowUp');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Run' }));
  });

  it('goes through the rows that stay under the header', async () => {
    const onRowActivate = vi.fn<(row: { readonly id: string }) => void>();
    show({ topRows: [rowAt(70), rowAt(71)], onRowActivate, onSort: vi.fn<(id: string) => void>() });
    cell(0, 'name').focus();
    press('ArrowUp');
    await waitFor(() => expect(document.activeElement).toBe(cell(-3, 'name')));
    expect(stops()).toEqual([cell(-3, 'name')]);
    press('ArrowUp');
    await waitFor(() => expect(document.activeElement).toBe(cell(-2, 'name')));
    press('Enter');
    expect(onRowActivate).toHaveBeenCalledWith(rowAt(70), 'name');
    press('ArrowUp');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Run' }));
    press('ArrowDown');
    await waitFor(() => expect(document.activeElement).toBe(cell(-2, 'name')));
  });

  it('keeps the focus on a cell that scrolls out of sight', async () => {
    show();
    cell(2, 'name').focus();
    scrollTo(4_000 * ROW_PX);
    await waitFor(() => expect(cell(4_001, 'name')).toBeTruthy());
    expect(document.activeElement).toBe(cell(2, 'name'));
  });

  it('tells of a letter whatever the keyboard writes with it', () => {
    const onRowKey = vi.fn<(row: unknown, shortcut: string) => boolean>(() => true);
    show({ onRowKey });
    cell(1, 'name').focus();
    press('ㅠ', { code: 'KeyB' });
    press('b', { code: 'KeyB', ctrlKey: true });
    expect(onRowKey.mock.calls.map(([, shortcut]) => shortcut)).toEqual(['b']);
  });

  it('opens the menu of a row by Alt with the down arrow and by a right click, but for that on a link', () => {
    const onRowMenu = vi.fn<(row: Row, anchor: DOMRect) => boolean>(() => true);
    const linked = buildTextColumn<Row>({
      id: 'link',
      header: 'Link',
      isPinned: true,
      text: (row) => row.name,
      href: (row) => `#/${row.id}`,
    });
    show({ onRowMenu, columns: [...COLUMNS.slice(0, 2), linked] });
    cell(1, 'name').focus();
    press('ArrowDown', { altKey: true });
    expect(fireEvent.contextMenu(cell(2, 'name'), { button: 2, clientX: 40, clientY: 60 })).toBe(false);
    const link = cell(3, 'link').querySelector('a');
    expect(link && fireEvent.contextMenu(link, { button: 2 })).toBe(true);
    expect(onRowMenu.mock.calls.map(([{ id }]) => id)).toEqual(['r1', 'r2']);
    const [, anchor] = onRowMenu.mock.calls[1] ?? [];
    expect([anchor?.left, anchor?.top]).toEqual([40, 60]);
  });

  it('resizes the column of the focused header', () => {
    const onColumnWidths = vi.fn<(widths: Readonly<Record<string, number>>) => void>();
    show({ onSort: vi.fn<(id: string) => void>(), onColumnWidths });
    screen.getByRole('button', { name: 'Run' }).focus();
    press('ArrowRight', { shiftKey: true });
    expect(onColumnWidths).toHaveBeenLastCalledWith({ name: 176 });
    expect(cell(0, 'name').style.width).toBe('176px');
    expect(cell(0, 'loss').style.left).toBe('206px');
  });
});

describe('widths', () => {
  it('come from the page when it gives them, and follow a dragged border', () => {
    const onColumnWidths = vi.fn<(widths: Readonly<Record<string, number>>) => void>();
    const view = show({ columnWidths: { name: 200 }, onColumnWidths });
    expect(header('Run').style.width).toBe('200px');
    const border = header('Run').querySelector('[data-resizer]')!;
    fireEvent.pointerDown(border, { button: 0, clientX: 230, pointerId: 1 });
    fireEvent.pointerMove(border, { clientX: 280, pointerId: 1 });
    expect(header('Run').style.width).toBe('250px');
    expect(onColumnWidths).not.toHaveBeenCalled();
    fireEvent.pointerUp(border, { clientX: 280, pointerId: 1 });
    expect(onColumnWidths).toHaveBeenCalledWith({ name: 250 });
    view.change({ columnWidths: { name: 90 } });
    expect(header('Run').style.width).toBe('90px');
  });
});
