import { useEffect, useRef } from 'react';
import { Button, Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconStack2 } from '@tabler/icons-react';
import { m } from '../paraglide/messages.js';
import { useConnection } from '../queries/data-client-context.tsx';
import { useServerWorkspace, writeServerWorkspace } from '../state/server-workspace.ts';
import { useNavigateTo } from '../state/use-route.ts';
import type { TrackingFailure } from '../tracking/errors.ts';
import { experimentsHref } from '../url/routes.ts';
import css from './shell.module.css';

/** MLflow's own name of the one that a link without a workspace means. */
const DEFAULT_WORKSPACE = 'default';

/** The workspace that everything is read from; nothing where the server has none. */
export function WorkspaceMenu() {
  const { status } = useConnection();
  const navigateTo = useNavigateTo();
  useWorkspaceOfAddress();
  if (status.state !== 'ready' || !status.info.workspaces) return null;
  const { current, all } = status.info.workspaces;
  const enter = (name: string) => {
    if (name === current) return;
    // An entry of its own: Back leads into the workspace before.
    navigateTo(experimentsHref());
    writeServerWorkspace(paramOf(name));
  };
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={240} shadow="none" withinPortal>
      <Menu.Target>
        <UnstyledButton className={css.button} aria-label={`${m.workspace_label()}: ${current}`}>
          <IconStack2 size={16} stroke={1.7} />
          <span className={css.person}>{current}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={400} style={{ overflowY: 'auto' }}>
        {all.map(({ name, description }) => (
          <Menu.Item
            key={name}
            leftSection={name === current ? <IconCheck size={14} /> : <span className={css.noCheck} />}
            onClick={() => enter(name)}
          >
            {name}
            {description ? <span className={css.hint}>{description}</span> : null}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The way out of a link to a workspace that cannot be entered. */
export function OtherWorkspace({ failure }: { readonly failure: TrackingFailure }) {
  if (failure.cause !== 'no-such-workspace' && failure.cause !== 'no-workspaces') return null;
  return (
    <Button size="compact-sm" variant="default" onClick={() => writeServerWorkspace(undefined)}>
      {m.workspace_default()}
    </Button>
  );
}

/** Opens the workspace that the address names, and has the address name the one that is open. */
function useWorkspaceOfAddress(): void {
  const { status, spec, enterWorkspace } = useConnection();
  const wanted = useServerWorkspace();
  const server = spec.kind === 'mlflow' ? spec.baseUrl : undefined;
  const opened = spec.kind === 'mlflow' ? spec.workspace : undefined;
  const lastServer = useRef(server);
  useEffect(() => {
    if (status.state === 'opening') return;
    const isOtherServer = lastServer.current !== server;
    lastServer.current = server;
    const current = status.state === 'ready' ? status.info.workspaces?.current : undefined;
    if (status.state === 'failed') {
      if (server !== undefined && wanted !== opened) enterWorkspace(wanted);
    } else if (current === undefined || isOtherServer || wanted === opened) {
      // What the address named was of another source, or the server has chosen.
      writeServerWorkspace(current === undefined ? undefined : paramOf(current));
    } else if (wanted !== paramOf(current)) {
      enterWorkspace(wanted);
    }
  }, [status, server, wanted, opened, enterWorkspace]);
}

function paramOf(name: string): string | undefined {
  return name === DEFAULT_WORKSPACE ? undefined : name;
}
