import { TrackingError } from '../tracking/errors.ts';
import { getBytes } from '../tracking/http.ts';
import { createMlflowSource } from '../tracking/mlflow/source.ts';
import type { SignInGate } from '../tracking/sign-in-gate.ts';
import type { TrackingSource } from '../tracking/source.ts';
import type { SourceSpec } from './data-protocol.ts';

/** The one list of source kinds. Rejects with `TrackingError`. `gateOf`: where people sign in at servers. */
export async function openSource(
  spec: SourceSpec,
  signal: AbortSignal,
  gateOf?: (server: string) => SignInGate,
): Promise<TrackingSource> {
  switch (spec.kind) {
    case 'mlflow':
      return createMlflowSource({
        baseUrl: spec.baseUrl,
        label: spec.label ?? hostOf(spec.baseUrl),
        workspace: spec.workspace,
        access: { gate: gateOf?.(spec.baseUrl), pageOrigin: globalThis.location?.origin },
      });
    case 'sqlite-url':
      return (await databases()).openDatabase(await getBytes(spec.url, { signal }), spec.label, spec.files);
    case 'sqlite-file':
      return (await databases()).openDatabase(await readFile(spec.file), spec.file.name);
  }
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}

async function readFile(file: File): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (thrown) {
    // The file was moved or changed since it was chosen.
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    throw new TrackingError({ kind: 'not-found', subject: file.name, detail });
  }
}

/** SQLite is 400 KB after compression: loaded when the first database is opened. */
const databases = () => import('./open-database.ts');
