import { type ReactNode, useId } from 'react';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import { CopyButton } from '../../ui/copy-button.tsx';
import css from './share.module.css';

interface LinkFieldProps {
  readonly title: string;
  readonly body: string;
  /** The accessible name of the field. */
  readonly label: string;
  /** Undefined: what it needs is still read. */
  readonly link: string | undefined;
  /** Between what the link is and its text. */
  readonly children?: ReactNode;
}

/** Mail and chat programs cut what is longer. */
const MAX_LINK_CHARACTERS = 8000;

/** One link that can be copied, with what it means to whoever opens it. */
export function LinkField({ title, body, label, link, children }: LinkFieldProps) {
  const bodyId = useId();
  return (
    <section className={css['link']} aria-label={label}>
      <h3 className={css['heading']}>{title}</h3>
      <p className={css['body']} id={bodyId}>
        {body}
      </p>
      {children}
      <div className={css['row']}>
        <input
          readOnly
          className={css['field']}
          aria-label={label}
          aria-describedby={bodyId}
          value={link ?? ''}
          placeholder={m.share_reading()}
          onFocus={(event) => event.currentTarget.select()}
        />
        <span className={css['copy']} data-waiting={link === undefined || undefined}>
          <CopyButton
            text={link ?? ''}
            label={m.share_copy({ name: label })}
            copiedLabel={m.share_copied()}
            fieldLabel={m.copy_by_hand()}
          />
        </span>
      </div>
      <p className={css['size']}>
        {link === undefined ? m.share_reading() : m.share_characters({ text: formatCount(link.length) })}
      </p>
      {(link?.length ?? 0) > MAX_LINK_CHARACTERS ? (
        <p className={css['warn']}>{m.share_too_long({ limit: formatCount(MAX_LINK_CHARACTERS) })}</p>
      ) : null}
    </section>
  );
}
