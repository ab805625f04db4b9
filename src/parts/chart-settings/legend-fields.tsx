import { useMemo } from 'react';
import { formatField } from '../../domain/expression/format.ts';
import { RUN_ATTRIBUTES } from '../../domain/runs/run-sort.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { useCatalogue } from '../../queries/use-catalogue.ts';
import { TextField } from '../../ui/text-field.tsx';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { useChartReading } from '../chart-card/chart-reading.tsx';
import css from '../charts-panel/charts-panel.module.css';
import { TemplateField } from './template-field.tsx';

interface LegendFieldsProps {
  readonly viewId: string;
  readonly settings: Pick<ChartSettings, 'legend' | 'tooltipFields'>;
  readonly onSettings: (change: Partial<ChartSettings>, joint?: string) => void;
}

/** What lines are called, and what tooltips tell of each run. */
export function LegendFields({ viewId, settings, onSettings }: LegendFieldsProps) {
  const { isTemplateWrong } = useChartReading();
  const catalogue = useCatalogue(viewId, '');
  const fields = useMemo(() => fieldsOfCatalogue(catalogue), [catalogue]);
  return (
    <div className={css.legend} role="group" aria-label={m.legend_button()}>
      <span aria-hidden="true">{m.legend_template()}</span>
      <TemplateField
        width={300}
        label={m.legend_template()}
        placeholder="${name} · ${params.lr}"
        value={settings.legend}
        fields={fields}
        onChange={(legend) => onSettings({ legend }, 'legend')}
      />
      <span role="status" className={css.legendNote}>
        {isTemplateWrong ? m.legend_wrong() : m.legend_hint()}
      </span>
      <span aria-hidden="true">{m.legend_fields()}</span>
      <TextField
        width={300}
        label={m.legend_fields()}
        placeholder={m.legend_fields_default()}
        value={settings.tooltipFields?.join(', ') ?? ''}
        onChange={(text) => onSettings({ tooltipFields: fieldsOf(text) }, 'fields')}
      />
    </div>
  );
}

/** Params that vary come first: they tell runs apart. */
function fieldsOfCatalogue(catalogue: KeyCatalogue | undefined): readonly string[] {
  const { params = [], tags = [], metrics = [] } = catalogue ?? {};
  const byUse = params.toSorted((left, right) => Number(right.isVarying) - Number(left.isVarying));
  return [
    'name',
    ...byUse.map(({ key }) => formatField({ kind: 'param', key })),
    ...tags.map(({ key }) => formatField({ kind: 'tag', key })),
    ...RUN_ATTRIBUTES.filter((key) => key !== 'name'),
    ...metrics.map(({ key }) => formatField({ kind: 'metric', key })),
  ];
}

/** Commas part them; an empty text goes back to the params that vary. */
function fieldsOf(text: string): readonly string[] | undefined {
  return text.trim() === '' ? undefined : text.split(',').map((part) => part.trimStart());
}
