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
}

// The library puts them into the document as ids.
const LEFT = 'split-left';
const RIGHT = 'split-right';

export function SplitPane(props: SplitPaneProps) {
  const { leftPercent, onLeftPercent, isRightHidden = false, minLeftPx = 180, minRightPx = 320 } = props;
  const group = useGroupRef();
  useEffect(() => {
    const layout = group.current?.getLayout();
    // A pane that has just come is laid out by the group itself, as `defaultLayout` says.
    if (isRightHidden || layout?.[RIGHT] === undefined || layout[LEFT] === undefined) return;
    if (Math.abs(layout[LEFT] - leftPercent) < 0.01) return;
    group.current?.setLayout({ [LEFT]: leftPercent, [RIGHT]: 100 - leftPercent });
  }, [group, leftPercent, isRightHidden]);
  return (
    <Group
      groupRef={group}
      className={styles['group']}
      defaultLayout={isRightHidden ? undefined : { [LEFT]: leftPercent, [RIGHT]: 100 - leftPercent }}
      onLayoutChanged={(layout, meta) => {
        const percent = layout[LEFT];
        if (meta.isUserInteraction && percent !== undefined) onLeftPercent(percent);
      }}
    >
      <Panel id={LEFT} minSize={minLeftPx} className={styles['pane']}>
        {props.left}
      </Panel>
      {!isRightHidden && <Separator className={styles['border']} aria-label={props.label} />}
      {!isRightHidden && (
        <Panel id={RIGHT} minSize={minRightPx} collapsible className={styles['pane']}>
          {props.right}
        </Panel>
      )}
    </Group>
  );
}
