import { type FormEvent, useState } from 'react';
import { m } from '../paraglide/messages.js';
import { useNavigateTo } from '../state/use-route.ts';
import { TextField } from '../ui/text-field.tsx';
import { openHref } from '../url/routes.ts';
import css from './go-to.module.css';

/** Takes a run id, a run name or a link of MLflow's own UI, typed or pasted. */
export function GoTo() {
  const [text, setText] = useState('');
  const navigateTo = useNavigateTo();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted === '') return;
    navigateTo(openHref(wanted));
    setText('');
  };
  return (
    <search className={css.search}>
      <form onSubmit={submit}>
        <TextField
          type="search"
          label={m.goto_label()}
          placeholder={m.goto_placeholder()}
          value={text}
          onChange={setText}
        />
      </form>
    </search>
  );
}
