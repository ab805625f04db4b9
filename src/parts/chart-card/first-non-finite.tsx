import { UnstyledButton } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import { stepsAround } from '../../domain/series/first-non-finite.ts';
import { axisFor } from '../../domain/series/series-axis.ts';
import { m } from '../../paraglide/messages.js';
import type { ChartPicture } from '../../worker/charts/chart-protocol.ts';
import css from './chart-card.module.css';
import { useChartReading } from './chart-reading.tsx';

interface FirstNonFiniteProps {
  readonly metricKey: string | undefined;
  readonly picture: ChartPicture | undefined;
}

/** Where a run of the card first was NaN or infinite: a click shows all cards around that step. */
export function FirstNonFinite({ metricKey, picture }: FirstNonFiniteProps) {
  const { onLookAt } = useChartReading();
  const step = picture && firstStep(picture);
  // The step of a system metric counts its samples: no other card knows it.
  const isBySamples = metricKey === undefined || axisFor(metricKey, { kind: 'step' }).kind !== 'step';
  if (step === undefined || isBySamples) return null;
  return (
    <UnstyledButton
      className={`${css.retry} ${css.first}`}
      title={m.card_first_nonfinite_hint()}
      data-first-non-finite={step}
      onClick={() => onLookAt(stepsAround(step))}
    >
      {m.card_first_nonfinite({ step: formatCount(step) })}
    </UnstyledButton>
  );
}

function firstStep({ series }: ChartPicture): number | undefined {
  const steps = series.flatMap(({ firstNonFiniteStep: step }) => (step === undefined ? [] : [step]));
  return steps.length === 0 ? undefined : steps.reduce((least, each) => Math.min(least, each));
}
