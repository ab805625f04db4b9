import { Button } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useOpenSource } from '../../parts/use-open-source.ts';
import { sourceWord } from '../../parts/wording.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { connectHref } from '../../url/routes.ts';

/** In place of data that the link was not made for; of a server that it names only a click leads there. */
export function OtherData() {
  const { onAcceptData, facts } = useWorkspace();
  const { status, spec } = useConnection();
  const { openSource, isOpening, failure } = useOpenSource();
  const label = status.state === 'ready' ? sourceWord(status.info.label) : '';
  const isHere = spec.kind === 'mlflow' && spec.baseUrl === facts.server;
  const server = isHere ? undefined : facts.server;
  const body =
    server === undefined ? m.other_data_body({ label }) : m.other_data_of_server({ label, address: server });
  return (
    <>
      {failure ? <FailureNotice failure={failure} shape="strip" /> : null}
      <EmptyState title={m.other_data_title()} body={body}>
        {server === undefined ? (
          <Button size="compact-sm" component="a" href={connectHref()}>
            {m.other_data_connect()}
          </Button>
        ) : (
          <Button
            size="compact-sm"
            loading={isOpening}
            onClick={() => void openSource({ kind: 'mlflow', baseUrl: server })}
          >
            {m.other_data_connect_to({ address: server })}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={onAcceptData}>
          {m.other_data_anyway()}
        </Button>
      </EmptyState>
    </>
  );
}
