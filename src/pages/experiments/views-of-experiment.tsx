import type { Experiment } from '../../domain/runs/experiment.ts';
import { defaultViewId } from '../../domain/views/saved-view.ts';
import { m } from '../../paraglide/messages.js';
import { nameOfView, savedWords, unreadableWords } from '../../parts/views/view-words.ts';
import { viewHref } from '../../url/routes.ts';
import { viewsOf } from './experiment-tags.ts';
import css from './views-of-experiment.module.css';

/** The saved views of an experiment, each a link. */
export function ViewsOfExperiment({ experiment }: { readonly experiment: Experiment }) {
  const first = defaultViewId(experiment.tags);
  return (
    <section aria-label={m.views_list()}>
      <b>{m.views_list()}</b>
      <ul className={css['list']}>
        {viewsOf(experiment).map((view) => (
          <li key={view.key} className={css['view']}>
            {view.state === 'readable' ? (
              <a href={viewHref({ experimentId: experiment.id, id: view.id })}>{view.name}</a>
            ) : (
              <span>{nameOfView(view)}</span>
            )}
            <span className={view.state === 'readable' ? css['facts'] : css['warn']}>
              {[
                view.state === 'readable' ? savedWords(view) : unreadableWords(view),
                view.id !== undefined && view.id === first ? m.views_default() : undefined,
              ]
                .filter((text) => text !== undefined)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
