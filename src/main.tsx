import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import { App, prepareFirstPage } from './app/app.tsx';
import { chooseSource, type Config, parseConfig, readPlace } from './app/config.ts';
import { startPreferences } from './state/preferences.ts';
import { createSignIn } from './queries/sign-in.ts';
import { openCredentialsStore } from './state/credentials-store.ts';
import { returnToPlace } from './state/return-place.ts';
import { readServerWorkspace } from './state/server-workspace.ts';
import { flushOnLeave } from './state/use-paced-write.ts';
import { createDataClient } from './worker/data-client.ts';

/** Reads the configuration, starts the data worker, mounts the app. */
async function start(): Promise<void> {
  returnToPlace();
  // In the order in which they are waited for: a browser asks a host for six files at a time.
  const reading = readConfig(document.baseURI);
  let early: Worker | undefined = spawnDataWorker();
  // One that dies before it is asked for anything makes room for the next.
  early.addEventListener('error', () => (early = undefined));
  prepareFirstPage();
  const config = await reading;
  const place = readPlace(config, document.baseURI);
  const { serverUrl } = startPreferences(config.language).read();
  const { initial: chosen, demo } = chooseSource(config, document.baseURI, serverUrl);
  const workspace = readServerWorkspace();
  const initial = chosen.kind === 'mlflow' && workspace !== undefined ? { ...chosen, workspace } : chosen;
  const signIn = createSignIn(openCredentialsStore());
  const client = createDataClient({
    spawn: () => {
      const worker = early ?? spawnDataWorker();
      early = undefined;
      return worker;
    },
    source: initial,
    onStart: signIn.attach,
  });
  const root = document.getElementById('root');
  if (!root) throw new Error('invariant: index.html has a #root');
  flushOnLeave(window);
  createRoot(root).render(
    <StrictMode>
      <App client={client} signIn={signIn} initialSource={initial} demoSource={demo} place={place} />
    </StrictMode>,
  );
}

const spawnDataWorker = () =>
  new Worker(new URL('./worker/data-worker.ts', import.meta.url), { type: 'module' });

/** The configuration of this place; the demo only where there is none (404): a server's hiccup must not show other data. */
async function readConfig(baseUri: string): Promise<Config> {
  const reply = await fetch(new URL('config.json', baseUri), { cache: 'no-cache' });
  if (reply.status === 404) return parseConfig({});
  if (!reply.ok) throw new Error(`config.json: HTTP ${reply.status}`);
  return parseConfig(await reply.json());
}

/** Nothing of the app may stand yet, not even its languages: a broken `config.json` or a browser without modules. */
function showStartFailure(thrown: unknown): void {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const text = document.createElement('p');
  text.setAttribute('role', 'alert');
  text.style.cssText = 'margin: 48px auto; max-width: 640px; padding: 0 24px; font-family: system-ui';
  text.textContent = `Runlens cannot start. / Runlens를 시작할 수 없습니다. ${reason}`;
  document.getElementById('root')?.replaceChildren(text);
}

start().catch(showStartFailure);
