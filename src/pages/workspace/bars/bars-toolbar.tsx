import { BAND_CENTRES, BAND_SPREADS, type BandView } from '../../../domain/charts/band-view.ts';
import { type BarsView, BY_RUNS } from '../../../domain/comparison/bars/bars-view.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import type { Direction } from '../../../domain/statistics/metric-statistic.ts';
import { m } from '../../../paraglide/messages.js';
import { centreText, spreadText } from '../../../parts/chart-card/band-words.ts';
import { columnWord } from '../../../parts/wording.ts';
import type { ColumnChoices } from '../column-choices.ts';
import { ColumnSelect } from '../column-select.tsx';
import tabCss from '../tab-panel.module.css';

interface BarsToolbarProps {
  readonly view: BarsView;
  readonly metric: RunColumn | undefined;
  readonly choices: ColumnChoices;
  /** The table is grouped. */
  readonly hasGroups: boolean;
  /** Rows are groups. */
  readonly isGrouped: boolean;
  readonly direction: Direction | undefined;
  readonly band: Pick<BandView, 'centre' | 'spread'>;
  readonly onView: (change: Partial<BarsView>) => void;
  readonly onBand: (change: Partial<Pick<BandView, 'centre' | 'spread'>>) => void;
}

export function BarsToolbar(props: BarsToolbarProps) {
  const { view, metric, choices, hasGroups, isGrouped, direction, onView } = props;
  return (
    <div className={tabCss.toolbar} role="toolbar" aria-label={m.tab_bars()}>
      <ColumnSelect
        label={m.bars_metric()}
        value={metric}
        choices={choices}
        isMetricOnly
        onChange={(column) => onView({ metric: column && formatRunColumn(column) })}
      />
      <BySelect view={view} choices={choices.params} hasGroups={hasGroups} onBy={(by) => onView({ by })} />
      {isGrouped ? <ShapeFields {...props} /> : null}
      <label className={tabCss.field}>
        {m.bars_order()}
        <select
          value={view.order}
          onChange={(event) => onView({ order: event.currentTarget.value === 'own' ? 'own' : 'best' })}
        >
          <option value="best">{bestWords(direction)}</option>
          <option value="own">{isGrouped ? m.bars_order_values() : m.bars_order_rows()}</option>
        </select>
      </label>
    </div>
  );
}

function bestWords(direction: 'lower' | 'higher' | undefined): string {
  if (direction === 'lower') return m.bars_order_lowest();
  return direction === 'higher' ? m.bars_order_highest() : m.bars_order_largest();
}

interface BySelectProps {
  readonly view: BarsView;
  readonly choices: readonly RunColumn[];
  /** The table is grouped. */
  readonly hasGroups: boolean;
  readonly onBy: (by: string | undefined) => void;
}

/** What a row is. */
function BySelect({ view, choices, hasGroups, onBy }: BySelectProps) {
  const texts = choices.map(formatRunColumn);
  const own = view.by !== undefined && view.by !== BY_RUNS && !texts.includes(view.by) ? view.by : undefined;
  const value = view.by ?? (hasGroups ? '' : BY_RUNS);
  return (
    <label className={tabCss.field}>
      {m.bars_by()}
      <select
        value={value}
        onChange={(event) => onBy(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      >
        {hasGroups ? <option value="">{m.bars_by_table()}</option> : null}
        <option value={BY_RUNS}>{m.bars_by_runs()}</option>
        {own === undefined ? null : <option value={own}>{wordOf(own)}</option>}
        <optgroup label={m.choice_params()}>
          {choices.map((column) => (
            <option key={formatRunColumn(column)} value={formatRunColumn(column)}>
              {columnWord(column)}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}

function wordOf(by: string): string {
  const column = parseRunColumn(by);
  return column ? columnWord(column) : by;
}

/** Bars with what the table's groups show, or boxes. */
function ShapeFields({ view, band, onView, onBand }: BarsToolbarProps) {
  const { centre, spread } = band;
  return (
    <>
      <label className={tabCss.field}>
        {m.bars_shape()}
        <select
          value={view.shape}
          onChange={(event) => onView({ shape: event.currentTarget.value === 'box' ? 'box' : 'bar' })}
        >
          <option value="bar">{m.bars_shape_bar()}</option>
          <option value="box">{m.bars_shape_box()}</option>
        </select>
      </label>
      {view.shape === 'bar' ? (
        <span className={tabCss.field} title={m.bars_band_title()}>
          <select
            aria-label={m.bars_centre()}
            value={centre}
            onChange={(event) => {
              const next = BAND_CENTRES.find((each) => each === event.currentTarget.value);
              if (next) onBand({ centre: next });
            }}
          >
            {BAND_CENTRES.map((each) => (
              <option key={each} value={each}>
                {centreText(each)}
              </option>
            ))}
          </select>
          <select
            aria-label={m.bars_spread()}
            value={spread}
            onChange={(event) => {
              const next = BAND_SPREADS.find((each) => each === event.currentTarget.value);
              if (next) onBand({ spread: next });
            }}
          >
            {BAND_SPREADS.map((each) => (
              <option key={each} value={each}>
                {each === 'min-max' ? spreadText(each) : `± ${spreadText(each)}`}
              </option>
            ))}
          </select>
        </span>
      ) : null}
    </>
  );
}
