import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEMO_CASES, ODD_CASES } from '../../testing/odd-cases.ts';
import { describeSourceContract } from '../../testing/source-contract.ts';
import { readDatabaseBytes } from './read-bytes.ts';
import { createSqliteSource } from './source.ts';

const DATABASES = [
  ['the embedded demo', '../../../public/demo/mlflow.db.gz', DEMO_CASES],
  ['a database of MLflow 2.22.4', '../../testing/recorded/mlflow-v2-odd-cases.db.gz', ODD_CASES],
] as const;

for (const [name, path, truth] of DATABASES) {
  const open = async () =>
    createSqliteSource({
      bytes: await readDatabaseBytes(new Uint8Array(readFileSync(resolve(import.meta.dirname, path)))),
      label: 'mlflow.db',
    });
  describeSourceContract(name, open, truth);
}
