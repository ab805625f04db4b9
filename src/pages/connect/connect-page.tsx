import { type FormEvent, type ReactNode, useState } from 'react';
import { Button, FileButton } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { useCrumbs } from '../../parts/crumbs.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useInteractive } from '../../parts/mark.ts';
import { sourceWord } from '../../parts/wording.ts';
import { useOpenSource } from '../../parts/use-open-source.ts';
import { useConnection, useDataClient } from '../../queries/data-client-context.tsx';
import { useNavigateTo } from '../../state/use-route.ts';
import { experimentsHref } from '../../url/routes.ts';
import type { SourceSpec } from '../../worker/data-protocol.ts';
import { TextField } from '../../ui/text-field.tsx';
import css from './connect-page.module.css';

/** Chooses where runs come from: a server, a database on disk, or the embedded demo. */
export function ConnectPage({ demoSource }: { readonly demoSource: SourceSpec }) {
  useCrumbs([{ text: m.connect_title() }]);
  useInteractive(true);
  const { status } = useConnection();
  const { openSource, isOpening, failure, forgetFailure } = useOpenSource();
  const navigateTo = useNavigateTo();
  const openAndGo = async (spec: SourceSpec) => {
    if (await openSource(spec)) navigateTo(experimentsHref());
  };
  return (
    <div className={css.page}>
      <h1 className={css.title}>{m.connect_title()}</h1>
      {status.state === 'ready' ? (
        <p className={css.current}>{m.connect_current({ label: sourceWord(status.info.label) })}</p>
      ) : null}
      {failure ? <FailureNotice failure={failure} shape="strip" /> : null}
      {isOpening ? <p role="status">{m.loading()}</p> : null}
      <ServerForm onOpen={openAndGo} onEdit={forgetFailure} />
      <Choice title={m.connect_file()} hint={m.connect_file_hint()}>
        <FileButton onChange={(file) => file && void openAndGo({ kind: 'sqlite-file', file })}>
          {(props) => (
            <Button size="compact-sm" variant="default" {...props}>
              {m.connect_file_choose()}
            </Button>
          )}
        </FileButton>
      </Choice>
      <Choice title={m.connect_demo()} hint={m.connect_demo_hint()}>
        <Button size="compact-sm" variant="default" onClick={() => void openAndGo(demoSource)}>
          {m.connect_demo_open()}
        </Button>
      </Choice>
      <KeptRows />
    </div>
  );
}

/** What is kept between visits, and the way to be rid of it. */
function KeptRows() {
  const client = useDataClient();
  const [isCleared, setCleared] = useState(false);
  const clear = async () => {
    await client.call('cache.clear', undefined);
    setCleared(true);
  };
  return (
    <Choice title={m.connect_cache()} hint={m.connect_cache_hint()}>
      <Button size="compact-sm" variant="default" onClick={() => void clear()}>
        {m.connect_cache_clear()}
      </Button>
      <span role="status" className={css.cleared}>
        {isCleared ? m.connect_cache_cleared() : ''}
      </span>
    </Choice>
  );
}

function Choice({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={css.choice} aria-label={title}>
      <h2 className={css.heading}>{title}</h2>
      <p className={css.hint}>{hint}</p>
      {children}
    </section>
  );
}

interface ServerFormProps {
  readonly onOpen: (spec: SourceSpec) => Promise<void>;
  /** What was said of the last address is no longer about this one. */
  readonly onEdit: () => void;
}

function ServerForm({ onOpen, onEdit }: ServerFormProps) {
  const [address, setAddress] = useState('');
  const [isBad, setBad] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const baseUrl = address.trim().replace(/\/+$/, '');
    const isAddress = /^https?:\/\//.test(baseUrl) && URL.canParse(baseUrl);
    setBad(!isAddress);
    if (isAddress) void onOpen({ kind: 'mlflow', baseUrl });
  };
  return (
    <Choice title={m.connect_server()} hint={m.connect_server_hint({ origin: globalThis.location.origin })}>
      <form className={css.form} onSubmit={submit}>
        <TextField
          label={m.connect_server_address()}
          placeholder="http://127.0.0.1:5000"
          value={address}
          aria-invalid={isBad}
          aria-describedby="connect-address-error"
          onChange={(text) => {
            onEdit();
            setAddress(text);
          }}
        />
        <Button size="compact-sm" type="submit">
          {m.connect_open()}
        </Button>
      </form>
      <p id="connect-address-error" className={css.error} aria-live="polite">
        {isBad ? m.connect_bad_address() : ''}
      </p>
    </Choice>
  );
}
