import { formatValue } from '../../base/format-number.ts';
import type { ComparedGroup } from '../../worker/runs/groups-protocol.ts';
import css from './group-judge.module.css';

export interface DotsSide {
  readonly label: string;
  /** Mean, deviation and n. */
  readonly note: string;
  readonly mean: number;
  readonly color: string | undefined;
  readonly members: ComparedGroup;
}

interface GroupDotsProps {
  readonly label: string;
  readonly sides: readonly DotsSide[];
  readonly write: (value: number) => string;
}

const WIDTH_PX = 300;
const EDGE_PX = 6;
const ROW_PX = 22;
const DOT_PX = 3.2;
/** Beyond, dots are one shape: as many elements would keep the page busy, and nobody can point at one of them. */
const MOST_POINTABLE = 200;

/** The members of each group as dots on one axis, with a mark at their mean. */
export function GroupDots({ label, sides, write }: GroupDotsProps) {
  const { min, max } = rangeOf(sides);
  const xOf = (value: number) =>
    max > min
      ? EDGE_PX + ((value / 2 - min / 2) / (max / 2 - min / 2)) * (WIDTH_PX - 2 * EDGE_PX)
      : WIDTH_PX / 2;
  return (
    <div className={css.dots}>
      {sides.map((side, index) => (
        <div key={side.label} className={css.side}>
          <span className={css.sideLabel} title={side.label}>
            <span className={css.swatch} style={{ background: side.color }} />
            <span className={css.sideName}>{side.label}</span>
            <span className={css.dim}>{side.note}</span>
          </span>
          <svg
            role="img"
            className={css.plot}
            width={WIDTH_PX}
            height={ROW_PX}
            viewBox={`0 0 ${WIDTH_PX} ${ROW_PX}`}
            style={{ color: side.color }}
            data-dots={finiteOf(side.members).length}
          >
            {index === 0 ? <title>{label}</title> : <title>{side.label}</title>}
            <Dots members={side.members} xOf={xOf} />
            {Number.isFinite(side.mean) ? (
              <line className={css.mean} x1={xOf(side.mean)} x2={xOf(side.mean)} y1={2} y2={ROW_PX - 2} />
            ) : null}
          </svg>
        </div>
      ))}
      {max >= min ? (
        <div className={css.axis}>
          <span>{write(min)}</span>
          <span>{max > min ? write(max) : ''}</span>
        </div>
      ) : null}
    </div>
  );
}

interface DotsProps {
  readonly members: ComparedGroup;
  readonly xOf: (value: number) => number;
}

function Dots({ members, xOf }: DotsProps) {
  const { names, values } = members;
  const finite = finiteOf(members);
  if (finite.length > MOST_POINTABLE) {
    // Points without a length, drawn by their round caps.
    const d = finite.map((place) => `M${round(xOf(values[place] ?? 0))} ${round(yOf(place))}h0`).join('');
    return <path className={css.manyDots} d={d} />;
  }
  return finite.map((place) => {
    const value = values[place] ?? Number.NaN;
    return (
      <circle key={place} className={css.dot} cx={xOf(value)} cy={yOf(place)} r={DOT_PX}>
        <title>{`${names[place] ?? ''} · ${formatValue(value)}`}</title>
      </circle>
    );
  });
}

/** Up and down by turns, so that equal values do not hide each other. */
function yOf(place: number): number {
  const share = (place * 0.618_034) % 1;
  return ROW_PX / 2 + (share - 0.5) * (ROW_PX - 4 * DOT_PX);
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}

function finiteOf({ values }: ComparedGroup): readonly number[] {
  const places: number[] = [];
  values.forEach((value, place) => {
    if (Number.isFinite(value)) places.push(place);
  });
  return places;
}

function rangeOf(sides: readonly DotsSide[]) {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { members } of sides) {
    for (const value of members.values) {
      if (!Number.isFinite(value)) continue;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  return { min, max };
}
