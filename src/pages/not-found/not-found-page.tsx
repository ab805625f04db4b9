import { Button } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { useCrumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useInteractive } from '../../parts/mark.ts';
import { experimentsHref } from '../../url/routes.ts';

export function NotFoundPage({ path }: { readonly path: string }) {
  useCrumbs([{ text: m.nav_experiments(), href: experimentsHref() }, { text: path }]);
  useInteractive(true);
  return (
    <EmptyState title={m.notfound_title({ path })} body={m.notfound_body()}>
      <Button size="compact-sm" component="a" href={experimentsHref()}>
        {m.back_to_experiments()}
      </Button>
    </EmptyState>
  );
}
