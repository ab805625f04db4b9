/** Rows of a table that has none yet: a screenful, so that rows take the place of their bars. */
export const WAITING_ROWS = 24;
