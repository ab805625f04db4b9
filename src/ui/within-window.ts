import type { PopoverProps } from '@mantine/core';

/**
 * A menu that fits neither below nor above the place that it belongs to moves up over it: all of its items can be
 * reached. One that is higher than the window scrolls (`theme.css`).
 */
export const WITHIN_WINDOW: NonNullable<PopoverProps['middlewares']> = {
  flip: true,
  shift: { crossAxis: true, padding: 8 },
};
