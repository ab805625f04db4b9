import { type ReactNode, useEffect } from 'react';
import { Group, Panel, Separator, useGroupRef } from 'react-resizable-panels';
import styles from './split-pane.module.css';

export interface SplitPaneProps {
  /** Name of the border between the panes. */
  readonly label: string;
  readonly left: ReactNode;
  readonly right: ReactNode;
  /** Share of the left pane, 0 to 100; at 100 the right one is folded away. */
  readonly leftPercent: number;
  /** When the person let go of the border or moved it with keys. */
  readonly onLeftPercent: (percent: number) => void;
  /** Gives the left pane the whole width without touching the person's share. */
  readonly isRightHidden?: boolean | undefined;
  readonly minLeftPx?: number | undefined;
  readonly minRightPx?: number | undefined;
  /** Another one for panes within panes: the library puts ids of them into the document. */
  readonly idPrefix?: string | undefined;
}

export function SplitPane(props: SplitPaneProps) {
  const { leftPercent, onLeftPercent, isRightHidden = false, minLeftPx = 180, minRightPx = 320 } = props;
  const { idPrefix = 'split' } = props;
  const [leftId, rightId] = [`${idPrefix}-left`, `${idPrefix}-right`];
  const group = useGroupRef();
  useEffect(() => {
    const layout = group.current?.getLayout();
    // A pane that has just come is laid out by the group itself, as `defaultLayout` says.
    if (isRightHidden || layout?.[rightId] === undefined || layout[leftId] === undefined) return;
    if (Math.abs(layout[leftId] - leftPercent) < 0.01) return;
    group.current?.setLayout({ [leftId]: leftPercent, [rightId]: 100 - leftPercent });
  }, [group, leftId, rightId, leftPercent, isRightHidden]);
  return (
    <Group
      groupRef={group}
      className={styles['group']}
      defaultLayout={isRightHidden ? undefined : { [leftId]: leftPercent, [rightId]: 100 - leftPercent }}
      onLayoutChanged={(layout, meta) => {
        const percent = layout[leftId];
        if (meta.isUserInteraction && percent !== undefined) onLeftPercent(percent);
      }}
    >
      <Panel id={leftId} minSize={minLeftPx} className={styles['pane']}>
        {props.left}
      </Panel>
      {!isRightHidden && <Separator className={styles['border']} aria-label={props.label} />}
      {!isRightHidden && (
        <Panel id={rightId} minSize={minRightPx} collapsible className={styles['pane']}>
          {props.right}
        </Panel>
      )}
    </Group>
  );
}
