import type { Direction } from '../statistics/metric-statistic.ts';

/**
 * Words of a metric's name that say which way is better. A word counts where it stands alone between separators
 * (`/ . _ - space`) or where the name changes to a capital letter (`valLoss`); the last such word decides, since names
 * end in what was measured (`loss_scale_accuracy` is an accuracy). Words that end in `loss` or `error` count too
 * (`logloss`).
 */
const LOWER = wordSet(`
  loss losses error err errors rmse rmsle mse msle mae mape smape medae perplexity ppl wer cer
  ter eer fid kid nll bce ce kl divergence regret time times duration latency seconds sec ms
  runtime cost bpc bpb brier ece fpr fnr deviance hinge aic bic crossentropy
  lpips inertia
`);
const HIGHER = wordSet(`
  acc accuracy f1 auc auroc auprc roc r2 score scores bleu rouge reward rewards return returns
  precision recall map ap ndcg mrr iou miou dice psnr ssim meteor cider spice kappa mcc
  sensitivity specificity tpr tnr throughput correct hits winrate success likelihood elbo
  silhouette exactmatch em f2 rouge1 rouge2 rougel rougelsum topk top1 top5 map50 bertscore
  jaccard
`);

/** Which way is better, guessed from the metric's name; undefined where the name does not tell. */
export function guessDirection(key: string): Direction | undefined {
  const words = wordsOf(key);
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const word = words[index] ?? '';
    // scikit-learn's `neg_mean_squared_error` and the like are turned round, as scores are.
    if (isLower(word)) return words.includes('neg') || words.includes('negative') ? 'higher' : 'lower';
    if (HIGHER.has(word)) return 'higher';
  }
  return undefined;
}

/** Which way is better: as the person said by metric key, else guessed from the name. */
export function directionOf(
  key: string,
  directions: Readonly<Record<string, Direction>>,
): Direction | undefined {
  return Object.hasOwn(directions, key) ? directions[key] : guessDirection(key);
}

function isLower(word: string): boolean {
  return LOWER.has(word) || word.endsWith('loss') || word.endsWith('error');
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

function wordsOf(key: string): readonly string[] {
  return key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u);
}
