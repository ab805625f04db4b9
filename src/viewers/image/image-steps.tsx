import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { formatFullDateTime } from '../../base/format-time.ts';
import type { LoggedImageFile } from '../../domain/artifacts/logged-image.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import viewerCss from '../viewer.module.css';
import css from './image-canvas.module.css';

interface ImageStepsProps {
  readonly steps: readonly LoggedImageFile[];
  readonly place: number;
  /** While the slider is moved. */
  readonly onShow: (path: string) => void;
  /** Where it came to rest. */
  readonly onSettle: (path: string) => void;
}

/** The steps at which `mlflow.log_image` logged this key. */
export function ImageSteps({ steps, place, onShow, onSettle }: ImageStepsProps) {
  const now = steps[place];
  if (!now) return null;
  const go = (to: number) => {
    const step = steps[to];
    if (!step) return;
    onShow(step.path);
    onSettle(step.path);
  };
  return (
    <div className={css['steps']}>
      <span className={css['key']} title={now.key}>
        {now.key}
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={m.view_image_step_prev()}
        title={m.view_image_step_prev()}
        disabled={place === 0}
        onClick={() => go(place - 1)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <input
        type="range"
        aria-label={m.view_image_step()}
        aria-valuetext={stepWords(now, place, steps.length)}
        min={0}
        max={steps.length - 1}
        value={place}
        onChange={(event) => {
          const step = steps[Number(event.currentTarget.value)];
          if (step) onShow(step.path);
        }}
        onPointerUp={() => onSettle(now.path)}
        onKeyUp={() => onSettle(now.path)}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={m.view_image_step_next()}
        title={m.view_image_step_next()}
        disabled={place === steps.length - 1}
        onClick={() => go(place + 1)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
      <span className={viewerCss['facts']} title={formatFullDateTime(now.timestampMs, getLocale())}>
        {stepWords(now, place, steps.length)}
      </span>
    </div>
  );
}

function stepWords(step: LoggedImageFile, place: number, count: number): string {
  return m.view_image_step_of({ step: step.step, place: place + 1, count });
}
