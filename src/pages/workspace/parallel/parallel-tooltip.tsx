import { memo, type RefObject, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { placeTooltip } from '../../../drawing/place-tooltip.ts';
import { m } from '../../../paraglide/messages.js';
import { columnWord } from '../../../parts/wording.ts';
import { LineSample } from '../../../ui/line-sample.tsx';
import tooltipCss from '../../../ui/tooltip.module.css';
import css from './parallel.module.css';
import { valueWords } from './parallel-words.ts';
import type { ShownAxis } from './shown-axes.ts';

interface ParallelTooltipProps {
  readonly host: RefObject<HTMLElement | null>;
  /** In the window. */
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly color: string;
  readonly axes: readonly ShownAxis[];
  readonly run: number;
}

/** The run that is pointed at, with what it has on each axis. Lies in the body, so that nothing cuts it. */
export function ParallelTooltip({ host, x, y, name, color, axes, run }: ParallelTooltipProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const [element, anchor] = [box.current, host.current];
    if (!element || !anchor) return;
    const size = { width: element.offsetWidth, height: element.offsetHeight };
    const viewport = { width: window.innerWidth, height: window.innerHeight };
    const { left, top } = placeTooltip({ x, y }, size, anchor.getBoundingClientRect(), viewport);
    element.style.transform = `translate(${left}px, ${top}px)`;
  });
  return createPortal(
    <div ref={box} className={tooltipCss.tooltip} aria-hidden="true" data-tooltip={name}>
      <ValuesOfRun name={name} color={color} axes={axes} run={run} />
    </div>,
    document.body,
  );
}

type ValuesOfRunProps = Pick<ParallelTooltipProps, 'name' | 'color' | 'axes' | 'run'>;

/** The pointer moves along a line more often than to another one. */
const ValuesOfRun = memo(function ValuesOfRun({ name, color, axes, run }: ValuesOfRunProps) {
  return (
    <>
      <div className={css.tooltipName}>
        <LineSample line={{ color, dash: [] }} />
        {name}
      </div>
      <dl className={`${tooltipCss.pairs} ${css.tooltipRows}`}>
        {axes.map((axis) => (
          <div key={axis.id} className={tooltipCss.row}>
            <dt>{columnWord(axis.setting.column)}</dt>
            <dd>{valueWords(axis, run)}</dd>
          </div>
        ))}
      </dl>
      <div className={tooltipCss.foot}>{m.parallel_tooltip_hint()}</div>
    </>
  );
});
