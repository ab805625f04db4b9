import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { MantineProvider } from '@mantine/core';
import { unreachable } from '../base/assert.ts';
import { prepareDates } from '../base/format-time.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { HashRouter } from 'react-router';
import { NotFoundPage } from '../pages/not-found/not-found-page.tsx';
import { setLocale } from '../paraglide/runtime.js';
import { ChangesProvider } from '../parts/changes/changes.tsx';
import { CrumbsProvider } from '../parts/crumbs.tsx';
import { m } from '../paraglide/messages.js';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { useInteractive } from '../parts/mark.ts';
import { ShareBaseProvider } from '../parts/share/share-place.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { DataClientProvider, type SourceClient, useConnection } from '../queries/data-client-context.tsx';
import { createQueryClient } from '../queries/query-client.ts';
import { usePreferences } from '../state/preferences.ts';
import { SignInContext } from '../queries/sign-in-context.tsx';
import type { SignIn } from '../queries/sign-in.ts';
import { WorkspaceProvider } from '../state/workspace-store.tsx';
import { useRoute } from '../state/use-route.ts';
import { parseRoute } from '../url/routes.ts';
import { createLazyComponent, type LazyComponent } from '../ui/lazy-component.tsx';
import type { SourceSpec } from '../worker/data-protocol.ts';
import type { Place } from './config.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { OtherWorkspace } from './workspace-menu.tsx';
import { SignInDesk } from './sign-in-desk.tsx';
import { Shell } from './shell.tsx';
import { LostFile } from './lost-file.tsx';
import { mantineTheme } from './mantine-theme.ts';
import { usePrefersDark } from './use-prefers-dark.ts';
import './theme.css';

const experiments = lazyPage(
  async () => (await import('../pages/experiments/experiments-page.tsx')).ExperimentsPage,
);
const workspace = lazyPage(async () => (await import('../pages/workspace/workspace-page.tsx')).WorkspacePage);
const { Component: RunPage } = lazyPage(async () => (await import('../pages/run/run-page.tsx')).RunPage);
const { Component: OpenPage } = lazyPage(async () => (await import('../pages/open/open-page.tsx')).OpenPage);
const { Component: ViewPage } = lazyPage(async () => (await import('../pages/view/view-page.tsx')).ViewPage);
const { Component: ConnectPage } = lazyPage(
  async () => (await import('../pages/connect/connect-page.tsx')).ConnectPage,
);

const models = lazyPage(async () => (await import('../pages/models/models-page.tsx')).ModelsPage);
const model = lazyPage(async () => (await import('../pages/models/model-page.tsx')).ModelPage);
const { Component: VersionPage } = lazyPage(
  async () => (await import('../pages/models/version-page.tsx')).VersionPage,
);

/** Comes while the configuration is read. */
export function prepareFirstPage(): void {
  const { page } = parseRoute(window.location.hash);
  if (page === 'experiments') experiments.prepare();
  if (page === 'runs') workspace.prepare();
  if (page === 'models') models.prepare();
  if (page === 'model') model.prepare();
}

export interface AppProps {
  readonly client: SourceClient;
  readonly signIn: SignIn;
  readonly initialSource: SourceSpec;
  readonly demoSource: SourceSpec;
  readonly place: Place;
}

export function App({ client, signIn, initialSource, demoSource, place }: AppProps) {
  const { preferences } = usePreferences();
  const { locale, theme } = preferences;
  const [queryClient] = useState(createQueryClient);
  // Before the children render: they read the locale while rendering.
  void setLocale(locale, { reload: false });
  useEffect(() => {
    document.documentElement.lang = locale;
    prepareDates(locale);
  }, [locale]);
  return (
    <MantineProvider theme={mantineTheme} forceColorScheme={useColorScheme(theme)}>
      <QueryClientProvider client={queryClient}>
        <SignInContext value={signIn}>
          <DataClientProvider
            client={client}
            initialSource={initialSource}
            isInitialChosen={!place.hasOwnServer}
            mlflowUi={place.mlflowUi}
          >
            <HashRouter>
              <WorkspaceProvider>
                <CrumbsProvider name={place.title ?? m.app_name()}>
                  <ChangesOfSource>
                    {/* A new locale makes the tree anew: sentences are read while rendering. */}
                    <Shell key={locale} place={place}>
                      <LostFile />
                      <ErrorBoundary>
                        <SignInDesk />
                      </ErrorBoundary>
                      <ErrorBoundary>
                        <ShareBaseProvider value={place.shareBase}>
                          <Pages demoSource={demoSource} />
                        </ShareBaseProvider>
                      </ErrorBoundary>
                    </Shell>
                  </ChangesOfSource>
                </CrumbsProvider>
              </WorkspaceProvider>
            </HashRouter>
          </DataClientProvider>
        </SignInContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** What was done to one source is not undone in another. */
function ChangesOfSource({ children }: { readonly children: ReactNode }) {
  return <ChangesProvider epoch={useConnection().epoch}>{children}</ChangesProvider>;
}

function Pages({ demoSource }: { readonly demoSource: SourceSpec }) {
  const route = useRoute();
  const { status, retry, epoch } = useConnection();
  useInteractive(status.state === 'failed');
  if (route.page === 'connect') return <ConnectPage demoSource={demoSource} />;
  if (status.state === 'failed') {
    return (
      <FailureNotice failure={status.failure} onRetry={retry}>
        <OtherWorkspace failure={status.failure} />
      </FailureNotice>
    );
  }
  switch (route.page) {
    case 'experiments':
      return <experiments.Component key={epoch} onShown={workspace.prepare} />;
    case 'runs':
      return <workspace.Component key={epoch} />;
    case 'run':
      return <RunPage key={`${epoch} ${route.runId}`} runId={route.runId} />;
    case 'view':
      return <ViewPage key={`${epoch} ${route.view.experimentId} ${route.view.id}`} view={route.view} />;
    case 'open':
      return <OpenPage key={`${epoch} ${route.target}`} target={route.target} />;
    case 'models':
      return <models.Component key={epoch} />;
    case 'model':
      return <model.Component key={`${epoch} ${route.name}`} name={route.name} />;
    case 'version':
      return <VersionPage key={`${epoch} ${route.name} ${route.version}`} {...route} />;
    case 'not-found':
      return <NotFoundPage path={route.path} />;
    default:
      return unreachable(route);
  }
}

function lazyPage<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyComponent<Props> {
  return createLazyComponent(load, () => <Waiting words={m.loading()} />);
}

/** The theme that is in force: `system` follows the system while the page is open. */
function useColorScheme(theme: 'light' | 'dark' | 'system'): 'light' | 'dark' {
  const prefersDark = usePrefersDark();
  return theme === 'system' ? (prefersDark ? 'dark' : 'light') : theme;
}
