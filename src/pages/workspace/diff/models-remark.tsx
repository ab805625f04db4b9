import { m } from '../../../paraglide/messages.js';
import { failureWords } from '../../../parts/wording.ts';
import type { DiffModelsState } from '../../../worker/compare/diff-protocol.ts';
import buttonCss from '../../../ui/buttons.module.css';
import css from './diff.module.css';

interface ModelsRemarkProps {
  readonly models: DiffModelsState;
  readonly onRetry: () => void;
}

/** Says that lines of logged models are not all that there is. */
export function ModelsRemark({ models, onRetry }: ModelsRemarkProps) {
  if (models.state === 'cut') return <p className={css.remark}>{m.diff_models_cut()}</p>;
  if (models.state !== 'failed') return null;
  const { failure } = models;
  const { title, body } = failureWords(failure, globalThis.location?.origin ?? '');
  const reason = failure.status === undefined ? title : `${title} (${failure.status})`;
  return (
    <p className={css.remark} role="status" title={[body, failure.detail].filter(Boolean).join('\n')}>
      {m.diff_models_unread({ reason })}{' '}
      <button type="button" className={buttonCss.link} onClick={onRetry}>
        {m.retry()}
      </button>
    </p>
  );
}
