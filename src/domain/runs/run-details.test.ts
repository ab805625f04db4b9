import { describe, expect, it } from 'vitest';
import { readDatasetColumns, readDatasetProfile } from './run-details.ts';

describe('the schema of a dataset', () => {
  it('has columns with their types', () => {
    const schema =
      '{"mlflow_colspec":[{"type":"double","name":"x","required":true},{"type":"string","name":"이름"}]}';
    expect(readDatasetColumns(schema)).toEqual([
      { name: 'x', type: 'double' },
      { name: '이름', type: 'string' },
    ]);
  });

  it('has tensors with their shapes, those of features and targets apart', () => {
    const tensor = { type: 'tensor', 'tensor-spec': { dtype: 'float64', shape: [-1, 4] } };
    expect(readDatasetColumns(JSON.stringify({ mlflow_tensorspec: [tensor] }))).toEqual([
      { name: '0', type: 'float64 [-1, 4]' },
    ]);
    const parts = { features: JSON.stringify([tensor]), targets: null };
    expect(readDatasetColumns(JSON.stringify({ mlflow_tensorspec: parts }))).toEqual([
      { name: 'features.0', type: 'float64 [-1, 4]' },
    ]);
  });

  it.each([undefined, '', 'x', '[]', '{}', '{"mlflow_colspec":5}'])(
    'that is written as %s is unknown',
    (schema) => {
      expect(readDatasetColumns(schema)).toBeUndefined();
    },
  );
});

describe('the profile of a dataset', () => {
  it('is what it counts', () => {
    expect(readDatasetProfile('{"num_rows":10,"features_shape":[10,4]}')).toEqual([
      { key: 'num_rows', value: '10' },
      { key: 'features_shape', value: '[10,4]' },
    ]);
    expect(readDatasetProfile('nothing')).toBeUndefined();
  });
});
