import { useState } from 'react';
import { IconHistory } from '@tabler/icons-react';
import { formatDayTime, formatFullDateTime } from '../../base/format-time.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import css from './link-notices.module.css';

interface AsOfBannerProps {
  readonly asOfMs: number;
  readonly onShowAll: () => void;
}

/** Says above the charts that they leave points out, and how to see them. */
export function AsOfBanner({ asOfMs, onShowAll }: AsOfBannerProps) {
  const locale = getLocale();
  const [nowMs] = useState(Date.now);
  return (
    <p role="status" aria-label={m.as_of_label()} className={css['banner']}>
      <IconHistory size={14} stroke={1.8} aria-hidden="true" />
      <span title={formatFullDateTime(asOfMs, locale)}>
        <b>{m.as_of_banner({ date: formatDayTime(asOfMs, nowMs, locale) })}</b> {m.as_of_body()}
      </span>
      <button type="button" className={css['action']} onClick={onShowAll}>
        {m.as_of_off()}
      </button>
    </p>
  );
}
