import { useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { m } from '../paraglide/messages.js';
import { sourceWord } from '../parts/wording.ts';
import { useConnection } from '../queries/data-client-context.tsx';
import { lostFileName, rememberOpenFile } from '../state/open-file.ts';
import { connectHref } from '../url/routes.ts';
import css from './lost-file.module.css';

/** After a reload: the opened file is gone, and what is shown comes from elsewhere. */
export function LostFile() {
  const [name, setName] = useState(lostFileName);
  const { epoch, status } = useConnection();
  // Another source was opened since.
  if (name === undefined || epoch > 0 || status.state === 'opening') return null;
  const label = status.state === 'ready' ? sourceWord(status.info.label) : '';
  const dismiss = () => {
    rememberOpenFile(undefined);
    setName(undefined);
  };
  return (
    <div role="status" className={css.strip}>
      <span>{m.file_lost({ name, label })}</span>
      <a href={connectHref()}>{m.file_open_again()}</a>
      <UnstyledButton className={css.dismiss} onClick={dismiss}>
        {m.close()}
      </UnstyledButton>
    </div>
  );
}
