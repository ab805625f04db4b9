import { vi } from 'vitest';

const PANE_PX = { width: 2_400, height: 600 };

/** Gives elements a size, which the document of tests has not: grids show their rows then, and plots are drawn. */
export function givePanesSize(): void {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(PANE_PX.width);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(PANE_PX.height);
}
