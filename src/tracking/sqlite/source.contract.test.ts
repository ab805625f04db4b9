import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeSourceContract } from '../../testing/source-contract.ts';
import { readDatabaseBytes } from './read-bytes.ts';
import { createSqliteSource } from './source.ts';

const DATABASES = [
  ['the embedded demo', '../../../public/demo/mlflow.db.gz'],
  ['a database of MLflow 2.22.4', '../../testing/recorded/mlflow-v2-odd-cases.db.gz'],
] as const;

for (const [name, path] of DATABASES) {
  describeSourceContract(name, async () =>
    createSqliteSource({
      bytes: await readDatabaseBytes(new Uint8Array(readFileSync(resolve(import.meta.dirname, path)))),
      label: 'mlflow.db',
    }),
  );
}
