// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildNumberColumn, buildTextColumn } from './column-builders.tsx';
import { DataGrid, type DataGridProps } from './data-grid.tsx';
import type { GridColumn } from './grid-column.ts';

interface Row {
  readonly id: string;
}

const PANE_PX = 900;
const text = (id: string, more: Partial<GridColumn<Row>> = {}): GridColumn<Row> => ({
  ...buildTextColumn<Row>({ id, header: id, widthPx: 100, text: () => id }),
  hasMenu: true,
  canMove: true,
  ...more,
});
const NAME = text('name', { isPinned: true, canGrow: true, canMove: false });
const COLUMNS = [
  NAME,
  text('pin1', { isPinned: true }),
  text('pin2', { isPinned: true }),
  text('a'),
  text('b'),
  text('c'),
];

const onOpen = vi.fn<(columnId: string, anchor: DOMRect) => void>();
const onMoveColumn = vi.fn<(columnId: string, beforeId: string | undefined) => void>();
const onSort = vi.fn<(columnId: string) => void>();
const headerMenu = { label: (_id: string, name: string) => `Options of ${name}`, onOpen };

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(PANE_PX);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(280);
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly tell: ResizeObserverCallback;
      constructor(tell: ResizeObserverCallback) {
        this.tell = tell;
      }
      observe() {
        const entry = {
          contentRect: { width: PANE_PX, height: 280 },
          borderBoxSize: [{ inlineSize: PANE_PX, blockSize: 280 }],
        };
        this.tell([entry as unknown as ResizeObserverEntry], this);
      }
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

function show(props: Partial<DataGridProps<Row>> = {}) {
  return render(gridWith(props));
}

function gridWith(props: Partial<DataGridProps<Row>>) {
  return (
    <DataGrid
      label="Runs"
      columns={COLUMNS}
      rowCount={3}
      ariaRowCount={3}
      getRow={(index) => ({ id: `r${index}` })}
      getRowId={(row) => row.id}
      onSort={onSort}
      headerMenu={headerMenu}
      onMoveColumn={onMoveColumn}
      {...props}
    />
  );
}

const header = (name: string) => screen.getByRole('columnheader', { name });
const widthOf = (name: string) => header(name).style.width;
const cell = (column: string) =>
  document.querySelector<HTMLElement>(`[data-row="0"] [data-column="${column}"]`)!;

describe('the menu of a header', () => {
  it('opens from its button, and leaves the name of the header alone', () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: 'Options of a' }));
    expect(onOpen.mock.calls.map(([id]) => id)).toEqual(['a']);
    expect(onSort).not.toHaveBeenCalled();
    expect(header('a')).toBeTruthy();
  });

  it('opens by Alt with the down arrow and by a right click, on headers alone', () => {
    show();
    fireEvent.keyDown(screen.getByRole('button', { name: 'b' }), { key: 'ArrowDown', altKey: true });
    fireEvent.contextMenu(header('c'));
    fireEvent.contextMenu(cell('c'));
    expect(onOpen.mock.calls.map(([id]) => id)).toEqual(['b', 'c']);
  });

  it('is not there for columns without one', () => {
    show({ columns: [NAME, text('a', { hasMenu: false })] });
    expect(screen.queryByRole('button', { name: 'Options of a' })).toBeNull();
    expect(fireEvent.contextMenu(header('a'))).toBe(true);
  });
});

/** With the name as wide as it grows to: | name 400 | pin1 | pin2 | a 600 | b 700 | c 800 | */
function drag(name: string, toX: number, end: () => void = () => fireEvent.pointerUp(window)) {
  fireEvent.pointerDown(header(name), { button: 0, clientX: 0 });
  fireEvent.pointerMove(window, { clientX: toX });
  end();
}

describe('a dragged header', () => {
  it('comes to stand before the header in whose first half it is let go, or at the end', () => {
    show();
    drag('c', 640);
    drag('a', 760);
    drag('a', 895);
    expect(onMoveColumn.mock.calls).toEqual([
      ['c', 'a'],
      ['a', 'c'],
      ['a', undefined],
    ]);
  });

  it('stays among the pinned ones if it is one, behind those that never move', () => {
    show();
    drag('pin2', 10);
    drag('pin1', 890);
    expect(onMoveColumn.mock.calls).toEqual([
      ['pin2', 'pin1'],
      ['pin1', undefined],
    ]);
  });

  it('is given up by Escape, and a small move is a click', () => {
    show();
    drag('a', 860, () => {
      fireEvent.keyDown(window, { key: 'Escape' });
      fireEvent.pointerUp(window);
    });
    drag('a', 3);
    drag('name', 860);
    expect(onMoveColumn).not.toHaveBeenCalled();
  });

  it('sorts nothing', () => {
    show();
    drag('a', 860);
    fireEvent.click(screen.getByRole('button', { name: 'a' }));
    expect(onSort).not.toHaveBeenCalled();
  });
});

describe('a header that asks', () => {
  const asking = { columns: [NAME, text('a', { isAsking: true })] };

  it('opens its menu by a click, and sorts nothing', () => {
    show(asking);
    const button = screen.getByRole('button', { name: 'a' });
    expect(button.getAttribute('aria-haspopup')).toBe('menu');
    fireEvent.click(button);
    expect(onOpen.mock.calls.map(([id]) => id)).toEqual(['a']);
    expect(onSort).not.toHaveBeenCalled();
    expect(header('a').hasAttribute('aria-sort')).toBe(false);
  });

  it('is like the others where the page has no menus', () => {
    show({ ...asking, headerMenu: undefined });
    fireEvent.click(screen.getByRole('button', { name: 'a' }));
    expect(onSort).toHaveBeenCalledWith('a');
  });
});

/** A column that is looked at first, wide enough that the pane of 900 px has too little room. */
const kept = (widthPx: number, narrowPx?: number) => text('kept', { widthPx, narrowPx, isKept: true });

describe('a column that is kept in sight', () => {
  const wideName = { ...NAME, widthPx: 300, narrowPx: 200 };

  it('makes the growing one give way, and no more than it needs', () => {
    show({ columns: [wideName, text('a'), kept(550), text('b')] });
    expect([widthOf('name'), widthOf('kept')]).toEqual(['250px', '550px']);
  });

  it('becomes narrower itself where that is not enough', () => {
    show({ columns: [wideName, text('a'), kept(650, 500)] });
    expect([widthOf('name'), widthOf('kept')]).toEqual(['200px', '600px']);
  });

  it('leaves all as it is where it would not be seen whole, and widths that the person chose', () => {
    show({ columns: [wideName, text('a'), kept(650)] });
    expect(widthOf('name')).toBe('300px');
    cleanup();
    show({ columns: [wideName, text('a'), kept(550, 500)], columnWidths: { name: 300 } });
    expect([widthOf('name'), widthOf('kept')]).toEqual(['300px', '500px']);
  });
});

describe('a column that was added', () => {
  const columns = [NAME, ...Array.from({ length: 40 }, (_, index) => text(`c${index}`))];

  it('is scrolled into sight once, and the focus stays where it is', () => {
    const scrollTo = vi.fn<(options: ScrollToOptions) => void>();
    HTMLElement.prototype.scrollTo = scrollTo as unknown as HTMLElement['scrollTo'];
    vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get').mockReturnValue(4_100);
    const scrolled = () => scrollTo.mock.calls.map(([{ left }]) => left).filter((left) => left);
    show({ columns, revealColumn: undefined });
    expect(scrolled()).toEqual([]);
    cleanup();
    show({ columns, revealColumn: { columnId: 'c39' } });
    // As far as its right edge: 41 columns of 100 px in a pane of 900.
    expect(new Set(scrolled())).toEqual(new Set([3_200]));
    expect(document.activeElement).toBe(document.body);
    cleanup();
    scrollTo.mockClear();
    show({ columns, revealColumn: { columnId: 'name' } });
    expect(scrolled()).toEqual([]);
  });
});

it('goes back to the first row when another order is asked for', () => {
  const scrollTo = vi.fn<(options: ScrollToOptions) => void>();
  HTMLElement.prototype.scrollTo = scrollTo as unknown as HTMLElement['scrollTo'];
  const tops = () => scrollTo.mock.calls.filter(([to]) => to.left === undefined && to.top === 0);
  const { rerender } = show({ resetKey: 'name' });
  scrollTo.mockClear();
  rerender(gridWith({ resetKey: 'name' }));
  expect(tops()).toHaveLength(0);
  rerender(gridWith({ resetKey: 'loss' }));
  expect(tops()).toHaveLength(1);
});

describe('the room that is left', () => {
  it('goes to the column that may grow', () => {
    show();
    expect([widthOf('name'), widthOf('c')]).toEqual(['400px', '100px']);
  });

  it('is left empty where the growing column is as wide as it may become', () => {
    show({ columns: [{ ...NAME, widestPx: 250 }, text('a')] });
    expect([widthOf('name'), widthOf('a')]).toEqual(['250px', '100px']);
  });

  it('is a share of a wide pane for a growing column with a limit, where columns do not fit', () => {
    show({ columns: [{ ...NAME, widestPx: 250 }, text('a'), text('b', { widthPx: 900 })] });
    expect([widthOf('name'), widthOf('a')]).toEqual(['198px', '100px']);
  });

  it('goes to the last column once the person has set a width for that one, and to none after both', () => {
    show({ columnWidths: { name: 150 } });
    expect([widthOf('name'), widthOf('c')]).toEqual(['150px', '350px']);
    cleanup();
    show({ columnWidths: { name: 150, c: 120 } });
    expect([widthOf('name'), widthOf('c')]).toEqual(['150px', '120px']);
  });

  it('is left alone where columns do not fit, or none may grow', () => {
    show({ columnWidths: { a: 800 } });
    expect(widthOf('name')).toBe('100px');
    cleanup();
    show({ columns: [text('a'), text('b')] });
    expect(widthOf('b')).toBe('100px');
  });

  it('stays where it is while a border is dragged: the border would run away from the pointer', () => {
    const onColumnWidths = vi.fn<(widths: Readonly<Record<string, number>>) => void>();
    show({ onColumnWidths });
    const border = header('a').querySelector('[data-resizer]')!;
    fireEvent.pointerDown(border, { button: 0, clientX: 700, pointerId: 1 });
    fireEvent.pointerMove(border, { clientX: 720, pointerId: 1 });
    fireEvent.pointerMove(border, { clientX: 730, pointerId: 1 });
    expect([widthOf('name'), widthOf('a')]).toEqual(['400px', '130px']);
    fireEvent.pointerUp(border, { clientX: 730, pointerId: 1 });
    expect(onColumnWidths).toHaveBeenCalledWith({ name: 400, a: 130 });
  });
});

function number(id: string, cellLook: GridColumn<Row>['cellLook']): GridColumn<Row> {
  const formats = { format: String, formatFull: String };
  return { ...buildNumberColumn<Row>({ id, header: id, widthPx: 80, value: () => 1, ...formats }), cellLook };
}

describe('the look of a cell', () => {
  it('is drawn by the cell itself: a bar over a share of its width, heat by strength, tones by class', () => {
    show({
      columns: [
        number('bar', () => ({ shade: { kind: 'bar', share: 0.25 } })),
        number('heat', () => ({ tone: 'best', shade: { kind: 'heat', share: 1 } })),
        number('plain', () => undefined),
      ],
    });
    expect(cell('bar').style.getPropertyValue('--bar')).toBe('20px');
    expect(cell('heat').style.getPropertyValue('--heat')).toBe('34%');
    expect(cell('heat').className).toMatch(/best/);
    expect(cell('plain').className).not.toMatch(/best|bar|heat/);
    expect(cell('heat').childElementCount).toBe(0);
  });
});
