export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP_PX = 14;
const EDGE_PX = 6;

/**
 * Top left corner of a tooltip, in CSS pixels of the viewport like all that it takes. Beside the pointer on the right,
 * or on the left where only there it stays inside the plot; where neither does, it covers as little else as it can.
 */
export function placeTooltip(
  pointer: { readonly x: number; readonly y: number },
  size: Size,
  plot: Box,
  viewport: Size,
): { readonly left: number; readonly top: number } {
  const right = pointer.x + GAP_PX;
  const left = pointer.x - GAP_PX - size.width;
  const overRight = right + size.width - (plot.left + plot.width);
  const overLeft = plot.left - left;
  const isRoomRight = right + size.width + EDGE_PX <= viewport.width;
  const isRoomLeft = left >= EDGE_PX;
  const isRightBetter = overRight <= 0 || overRight <= overLeft;
  const isRight = isRoomRight && (isRightBetter || !isRoomLeft);
  return {
    left: isRight ? right : Math.max(EDGE_PX, left),
    top: Math.max(EDGE_PX, Math.min(pointer.y + GAP_PX, viewport.height - size.height - EDGE_PX)),
  };
}
