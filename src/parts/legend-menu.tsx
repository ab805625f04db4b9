import { useState } from 'react';
import { Popover, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ChartSettings } from '../domain/workspace.ts';
import { m } from '../paraglide/messages.js';
import { TextField } from '../ui/text-field.tsx';
import css from './charts-panel.module.css';
import { useChartReading } from './chart-reading.tsx';

interface LegendMenuProps {
  readonly settings: Pick<ChartSettings, 'legend' | 'tooltipFields'>;
  readonly onSettings: (change: Partial<ChartSettings>, joint?: string) => void;
}

/** What lines are called, and what tooltips tell of each run. */
export function LegendMenu({ settings, onSettings }: LegendMenuProps) {
  const { isTemplateWrong } = useChartReading();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" shadow="none" withinPortal trapFocus>
      <Popover.Target>
        <UnstyledButton className={css.button} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {m.legend_button()}
          <IconChevronDown size={13} stroke={1.7} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={css.legend} role="group" aria-label={m.legend_button()}>
          <span aria-hidden="true">{m.legend_template()}</span>
          <TextField
            width={300}
            label={m.legend_template()}
            placeholder="${name} · ${params.lr}"
            value={settings.legend}
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
      </Popover.Dropdown>
    </Popover>
  );
}

/** Commas part them; an empty text goes back to the params that vary. */
function fieldsOf(text: string): readonly string[] | undefined {
  return text.trim() === '' ? undefined : text.split(',').map((part) => part.trimStart());
}
