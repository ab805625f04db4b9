import { Button } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { sourceWord } from '../../parts/wording.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { connectHref } from '../../url/routes.ts';

/** In place of data that the link was not made for. */
export function OtherData() {
  const { onAcceptData } = useWorkspace();
  const { status } = useConnection();
  const label = status.state === 'ready' ? sourceWord(status.info.label) : '';
  return (
    <EmptyState title={m.other_data_title()} body={m.other_data_body({ label })}>
      <Button size="compact-sm" component="a" href={connectHref()}>
        {m.other_data_connect()}
      </Button>
      <Button size="compact-sm" variant="default" onClick={onAcceptData}>
        {m.other_data_anyway()}
      </Button>
    </EmptyState>
  );
}
