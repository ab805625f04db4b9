/** What a plot shares with others, read when it draws: following it renders nothing. */
export interface PlotLink {
  readonly subscribe: (onChange: () => void) => () => void;
  readonly read: () => LinkedLook;
}

export interface LinkedLook {
  /** Lines lit from wherever, the most important one last. */
  readonly lit: readonly number[];
  /** Where another plot of the same x axis is pointed at. */
  readonly crosshairX: number | undefined;
}
