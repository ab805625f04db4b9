import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent as ReactPointerEvent,
  type ReactNode,
  useId,
  useRef,
  useState,
} from 'react';
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

/** Of the whole width, for one press of a key. */
const KEY_PERCENT = 5;

/** Two panes with a border that is dragged or moved by arrow keys; Enter folds the right one away and back. */
export function SplitPane(props: SplitPaneProps) {
  const { leftPercent, onLeftPercent, isRightHidden = false, minLeftPx = 180, minRightPx = 320 } = props;
  const group = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<number>();
  const leftId = useId();
  const percent = dragged ?? leftPercent;
  const isFolded = percent >= 100;
  /** A share that leaves both panes their least width; 100 where the right one would have less than half of its own. */
  const within = (wanted: number): number => {
    const widthPx = group.current?.clientWidth ?? 0;
    if (widthPx <= 0) return Math.min(100, Math.max(0, wanted));
    const most = 100 - (100 * minRightPx) / widthPx;
    if (wanted > 100 - (50 * minRightPx) / widthPx) return 100;
    return Math.max((100 * minLeftPx) / widthPx, Math.min(most, wanted));
  };
  const onDrag = (event: ReactPointerEvent) => {
    const box = group.current?.getBoundingClientRect();
    if (dragged === undefined || !box || box.width <= 0) return;
    setDragged(within((100 * (event.clientX - box.left)) / box.width));
  };
  const onDrop = () => {
    if (dragged !== undefined && dragged !== leftPercent) onLeftPercent(dragged);
    setDragged(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = percentOfKey(event.key, leftPercent);
    if (next === undefined) return;
    event.preventDefault();
    onLeftPercent(within(next));
  };
  return (
    <div ref={group} className={styles['group']} data-dragging={dragged === undefined ? undefined : ''}>
      <div id={leftId} className={styles['pane']} style={shareOf(isRightHidden ? 100 : percent, minLeftPx)}>
        {props.left}
      </div>
      {isRightHidden ? null : (
        <>
          <div
            role="separator"
            tabIndex={0}
            aria-label={props.label}
            aria-orientation="vertical"
            aria-controls={leftId}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(percent)}
            className={styles['border']}
            onPointerDown={(event) => {
              if (event.button !== 0) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              setDragged(leftPercent);
            }}
            onPointerMove={onDrag}
            onPointerUp={onDrop}
            onPointerCancel={() => setDragged(undefined)}
            onKeyDown={onKeyDown}
          />
          <div
            className={styles['pane']}
            style={isFolded ? { display: 'none' } : shareOf(100 - percent, minRightPx)}
          >
            {props.right}
          </div>
        </>
      )}
    </div>
  );
}

function shareOf(percent: number, minPx: number): CSSProperties {
  return { flex: `${percent} 1 0`, minWidth: minPx };
}

function percentOfKey(key: string, percent: number): number | undefined {
  if (key === 'ArrowLeft') return percent - KEY_PERCENT;
  if (key === 'ArrowRight') return percent + KEY_PERCENT;
  if (key === 'Home') return 0;
  if (key === 'End') return 100;
  return key === 'Enter' ? (percent >= 100 ? 50 : 100) : undefined;
}
