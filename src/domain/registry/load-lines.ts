import { formatArtifactUri } from '../artifacts/artifact.ts';
import type { RegisteredVersion } from './registered-model.ts';
import { artifactsOfSource } from './version-source.ts';

/** Flavors whose module has a `load_model` (`mlflow/<flavor>/__init__.py` of 2.22.4 and 3.17.2). */
const MODULES = new Set(
  `catboost h2o johnsnowlabs keras langchain lightgbm llama_index onnx paddle pmdarima prophet pytorch
   sentence_transformers shap sklearn spacy spark statsmodels tensorflow transformers xgboost`.split(/\s+/),
);

export interface LoadLine {
  /** By what it finds the model. */
  readonly by: 'alias' | 'version' | 'latest' | 'stage' | 'source';
  readonly uri: string;
  /** Python, ready to run. */
  readonly code: string;
}

/** Lines that load a version in its own flavor, else as a plain function. `isLatest`: no version is higher. */
export function loadLines(
  { model, version, stage, source }: RegisteredVersion,
  aliases: readonly string[],
  isLatest: boolean,
  flavors: readonly string[],
): readonly LoadLine[] {
  const flavor = flavors.find((each) => MODULES.has(each)) ?? 'pyfunc';
  const line = (by: LoadLine['by'], uri: string): LoadLine => ({
    by,
    uri,
    // A text of JSON is one of Python, too.
    code: `mlflow.${flavor}.load_model(${JSON.stringify(uri)})`,
  });
  return [
    ...aliases.map((alias) => line('alias', `models:/${model}@${alias}`)),
    line('version', `models:/${model}/${version}`),
    ...(isLatest ? [line('latest', `models:/${model}/latest`)] : []),
    ...(stage === undefined ? [] : [line('stage', `models:/${model}/${stage}`)]),
    ...ownUri(source).map((uri) => line('source', uri)),
  ];
}

/**
 * By the run or the logged model, though servers hand out the address in their store: that changes with the store, and
 * clients may not be allowed there.
 */
function ownUri(source: string): readonly string[] {
  const place = artifactsOfSource(source);
  if (place) return [formatArtifactUri(place.root, place.path)];
  return /^(runs|models):\//.test(source) ? [source] : [];
}
