import { Button } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { useNavigateTo } from '../../state/use-route.ts';
import { hrefOfSaved } from '../../url/saved-workspace.ts';
import type { CurrentView } from './use-current-view.ts';
import type { ViewWork } from './use-view-work.ts';
import { nameOfView, savedWords, unreadableWords } from './view-words.ts';
import css from './views-panel.module.css';

interface CurrentViewBoxProps {
  readonly current: CurrentView;
  readonly work: ViewWork;
}

/** The view that is shown: whose it is, and what was changed since. */
export function CurrentViewBox({ current, work }: CurrentViewBoxProps) {
  const { ref, view, isKnown, saved, change } = current;
  const navigateTo = useNavigateTo();
  if (!view) return isKnown ? <p className={css['warn']}>{m.views_gone_here()}</p> : null;
  const isWorking = work.state.phase === 'working';
  return (
    <section className={css['current']} aria-label={m.views_current()}>
      <b className={css['name']}>{nameOfView(view)}</b>
      {view.state === 'readable' ? (
        <span className={css['facts']}>{savedWords(view)}</span>
      ) : (
        <span className={css['warn']}>{unreadableWords(view)}</span>
      )}
      {change === 'none' ? null : (
        <span className={change === 'changed' ? css['warn'] : css['facts']} role="status">
          {change === 'changed' ? m.views_changed() : m.views_moved()}
        </span>
      )}
      {change !== 'none' && saved && view.state === 'readable' ? (
        <div className={css['actions']}>
          <Button
            size="compact-sm"
            loading={isWorking}
            onClick={() => void work.update(ref, view.generation)}
          >
            {m.views_update()}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              work.reset();
              navigateTo(hrefOfSaved(saved));
            }}
          >
            {m.views_revert()}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
