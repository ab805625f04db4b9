import type { LoggedModel } from './run-details.ts';

/** `[{artifact_path, flavors{…}}]`, which MLflow 2 writes with every logged model (`mlflow/models/model.py`). */
export const TAG_LOGGED_MODELS = 'mlflow.log-model.history';

/** `model (sklearn)`. */
export function modelText({ name, flavor }: Pick<LoggedModel, 'name' | 'flavor'>): string {
  return flavor === undefined ? name : `${name} (${flavor})`;
}

/**
 * `model (sklearn)`, each once in the order in which they were logged. Servers cut the tag where it grows long: then
 * nothing of it can be read.
 */
export function loggedModelNames(tag: string | undefined): readonly string[] {
  const names = parseList(tag).flatMap((entry) => {
    if (!isRecord(entry) || typeof entry['artifact_path'] !== 'string') return [];
    const flavors = isRecord(entry['flavors']) ? Object.keys(entry['flavors']) : [];
    const flavor = flavors.find((name) => name !== 'python_function');
    return [modelText({ name: entry['artifact_path'], flavor })];
  });
  return [...new Set(names)];
}

function parseList(text: string | undefined): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
