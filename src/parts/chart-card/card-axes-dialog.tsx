import { useEffect, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import type { CardAxes } from '../../domain/charts/card-axes.ts';
import type { ReferenceLine } from '../../domain/charts/reference-line.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import choiceCss from '../../ui/choice.module.css';
import css from '../chart-settings/axes-panels.module.css';
import { CardXFields } from './card-x-fields.tsx';
import { ReferenceFields } from '../chart-settings/reference-fields.tsx';
import { SmoothingFields } from '../chart-settings/smoothing-fields.tsx';
import { type YAxis, YAxisFields } from '../chart-settings/y-axis-fields.tsx';

interface CardAxesDialogProps {
  readonly name: string;
  /** The card on the screen: the dialog stands beside it. */
  readonly card: DOMRect | undefined;
  /** As they hold for the card. */
  readonly settings: ChartSettings;
  /** Undefined: x is what it is on all cards. */
  readonly ownAxis: CardAxes['axis'];
  readonly hasOwn: boolean;
  readonly references: readonly ReferenceLine[];
  readonly onReferences: (lines: readonly ReferenceLine[]) => void;
  /** Undefined: as all cards. */
  readonly onOwn: (change: CardAxes | undefined, joint?: string) => void;
  readonly onClose: () => void;
}

const WIDTH_PX = 340;
const GAP_PX = 8;
/** With what belongs to it all open. */
const TALL_PX = 690;

/** What one card has otherwise than all cards: axes and smoothing. */
export function CardAxesDialog(props: CardAxesDialogProps) {
  const { name, card, settings, hasOwn, references, onReferences, onOwn, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  // What was typed goes with it.
  const [resetCount, setResetCount] = useState(0);
  const title = m.card_axes_title({ metric: name });
  const changeY = (change: Partial<YAxis>) => {
    const own = 'clipping' in change ? { ...change, clipping: change.clipping ?? 'none' } : change;
    onOwn(own as CardAxes, Object.keys(change).join(' '));
  };
  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      style={{ width: WIDTH_PX, ...placeBeside(card) }}
      aria-label={title}
      onClose={onClose}
      // Only what is beside the dialog is the dialog itself.
      onMouseDown={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <div className={css.dialogBody}>
        <h2 className={css.dialogTitle}>{title}</h2>
        <p className={choiceCss.hint}>{m.card_axes_note()}</p>
        <div className={css.group} role="group" aria-label={m.axis_x()}>
          <CardXFields settings={settings} ownAxis={props.ownAxis} onOwn={onOwn} />
        </div>
        <div className={css.group} role="group" aria-label={m.axis_y()}>
          <YAxisFields key={resetCount} axis={settings} onChange={changeY} />
        </div>
        <div className={css.group} role="group" aria-label={m.reference_title()}>
          <ReferenceFields references={references} measure={settings.yMeasure} onReferences={onReferences} />
        </div>
        <div className={css.group}>
          <SmoothingFields
            rule={settings.smoothing}
            axis={settings.axis}
            onRule={(rule) => onOwn({ smoothing: rule ?? 'none' }, `smoothing ${rule?.kind}`)}
          />
        </div>
        <div className={css.row}>
          <Button
            size="compact-sm"
            variant="default"
            disabled={!hasOwn}
            onClick={() => {
              onOwn(undefined);
              setResetCount(resetCount + 1);
            }}
          >
            {m.card_axes_reset()}
          </Button>
          <span className={css.wide} />
          <Button size="compact-sm" variant="default" onClick={() => dialog.current?.close()}>
            {m.close()}
          </Button>
        </div>
      </div>
    </dialog>
  );
}

/** Right of the card, or left of it, so that what changes is seen; else in the middle. */
function placeBeside(card: DOMRect | undefined) {
  if (!card) return {};
  const right = card.right + GAP_PX;
  const left = card.left - GAP_PX - WIDTH_PX;
  const top = Math.max(GAP_PX, Math.min(card.top, window.innerHeight - TALL_PX));
  const place = { margin: 0, top, maxHeight: window.innerHeight - top - GAP_PX };
  if (right + WIDTH_PX <= window.innerWidth - GAP_PX) return { ...place, left: right };
  return left >= GAP_PX ? { ...place, left } : {};
}
