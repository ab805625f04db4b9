import { useEffect, useRef, useState } from 'react';
import { isAcross, type PlotFrame, projectionOf } from '../drawing/plot-frame.ts';
import css from './metric-plot.module.css';

export interface PinLabels {
  /** `step 62,000`. */
  readonly step: (x: number) => string;
  /** What the button beside it does. */
  readonly unpin: string;
  /** Whose moment the place is, where the plot goes by another axis than the one that was pinned on. */
  readonly momentOf: (name: string) => string;
  /** The accessible name of the field. */
  readonly goTo: string;
  /** What the field says where the text is no place. */
  readonly notAPlace: string;
  /** Undefined: the text is no place on the axis. */
  readonly parsePlace: (text: string) => number | undefined;
}

interface PinLayerProps {
  readonly frame: PlotFrame;
  /** CSS pixels: of the plot in the card, and of the card. */
  readonly leftPx: number;
  readonly widthPx: number;
  readonly pinnedX: number | undefined;
  /** Whose moment that is, where it was pinned on another axis. */
  readonly pinnedNote: string | undefined;
  /** What the field begins with. */
  readonly start: number | undefined;
  readonly cursorPx: number | undefined;
  readonly isPlaceOpen: boolean;
  readonly onPlaceOpen: (isOpen: boolean) => void;
  readonly onPin: (x: number | undefined) => void;
  readonly labels: PinLabels;
}

/** The words at the foot of the pinned line, or the field that another place is typed into. */
export function PinLayer({ frame, leftPx, widthPx, pinnedX, isPlaceOpen, ...props }: PinLayerProps) {
  const { labels, onPlaceOpen, onPin } = props;
  const pinnedPx = pinnedX === undefined ? undefined : projectionOf(frame).x(pinnedX);
  const leftOf = (px: number) => leftPx + px / frame.devicePixelRatio;
  if (isPlaceOpen) {
    return (
      <PlaceField
        start={props.start}
        left={leftOf(props.cursorPx ?? pinnedPx ?? frame.widthPx / 2)}
        width={widthPx}
        labels={labels}
        onPlace={(x) => {
          onPlaceOpen(false);
          onPin(x);
        }}
        onClose={() => onPlaceOpen(false)}
      />
    );
  }
  if (pinnedX === undefined || pinnedPx === undefined || !isAcross(pinnedPx, frame)) return null;
  return (
    <PinnedLabel
      x={pinnedX}
      note={props.pinnedNote === undefined ? undefined : labels.momentOf(props.pinnedNote)}
      left={leftOf(pinnedPx)}
      width={widthPx}
      labels={labels}
      onGoTo={() => onPlaceOpen(true)}
      onUnpin={() => onPin(undefined)}
    />
  );
}

interface PinnedLabelProps {
  readonly x: number;
  readonly note: string | undefined;
  /** CSS pixels from the left edge of the card to the place. */
  readonly left: number;
  readonly width: number;
  readonly labels: PinLabels;
  readonly onGoTo: () => void;
  readonly onUnpin: () => void;
}

/** At the foot of the pinned line: a click types another place. */
function PinnedLabel({ x, note, left, width, labels, onGoTo, onUnpin }: PinnedLabelProps) {
  const title = note === undefined ? labels.goTo : `${note} · ${labels.goTo}`;
  return (
    <div className={css['pin']} style={placeOf(left, width)}>
      <button type="button" className={css['pinStep']} title={title} onClick={onGoTo}>
        {labels.step(x)}
      </button>
      <button
        type="button"
        className={css['pinOff']}
        aria-label={labels.unpin}
        title={labels.unpin}
        onClick={onUnpin}
      >
        ×
      </button>
    </div>
  );
}

interface PlaceFieldProps {
  readonly start: number | undefined;
  readonly left: number;
  readonly width: number;
  readonly labels: PinLabels;
  readonly onPlace: (x: number) => void;
  readonly onClose: () => void;
}

/** A small field for a place on the x axis. Enter goes there, Escape or leaving closes it. */
function PlaceField({ start, left, width, labels, onPlace, onClose }: PlaceFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(start === undefined ? '' : String(start));
  const [isWrong, setWrong] = useState(false);
  useEffect(() => input.current?.select(), []);
  const take = () => {
    const x = labels.parsePlace(text);
    if (x === undefined) setWrong(true);
    else onPlace(x);
  };
  return (
    <form
      className={css['place']}
      style={placeOf(left, width)}
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <input
        ref={input}
        value={text}
        inputMode="decimal"
        aria-label={labels.goTo}
        aria-invalid={isWrong}
        title={isWrong ? labels.notAPlace : labels.goTo}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setWrong(false);
        }}
        onBlur={onClose}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      />
    </form>
  );
}

/** Centred on the place, inside the card. */
function placeOf(left: number, width: number) {
  return { left: Math.min(Math.max(left, 52), Math.max(52, width - 56)) };
}
