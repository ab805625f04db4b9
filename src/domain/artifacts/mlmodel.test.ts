import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeModelCard, loadingCode } from './mlmodel.ts';

const CARD = {
  flavors: {
    python_function: {
      loader_module: 'mlflow.sklearn',
      python_version: '3.11.9',
      env: { conda: 'conda.yaml' },
    },
    sklearn: { sklearn_version: '1.5.0', code: null },
  },
  mlflow_version: '3.17.2',
  model_id: 'm-1',
  model_size_bytes: 2048,
  run_id: 'r1',
  signature: {
    inputs:
      '[{"type": "double", "name": "age", "required": true}, {"type": "string", "name": "x", "required": false}]',
    outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1, 10]}}]',
    params: '[{"name": "temperature", "type": "double", "default": 0.5, "shape": null}]',
  },
};

it('has flavours, signature and where it is from', () => {
  expect(decodeModelCard(CARD)).toMatchObject({
    flavors: [
      {
        name: 'python_function',
        facts: [
          ['loader_module', 'mlflow.sklearn'],
          ['python_version', '3.11.9'],
          ['env', '{"conda":"conda.yaml"}'],
        ],
      },
      { name: 'sklearn', facts: [['sklearn_version', '1.5.0']] },
    ],
    inputs: [
      { name: 'age', type: 'double', isRequired: true },
      { name: 'x', type: 'string', isRequired: false },
    ],
    outputs: [{ name: undefined, type: 'tensor int64 (-1, 10)', isRequired: true }],
    params: [{ name: 'temperature', type: 'double = 0.5' }],
    modelId: 'm-1',
    modelSizeBytes: 2048,
  });
});

it('loads in its own flavour and as a Python function', () => {
  const card = decodeModelCard(CARD);
  expect(card && loadingCode(card, 'runs:/r1/my "model"')).toBe(
    [
      'import mlflow',
      '',
      String.raw`model_uri = "runs:/r1/my \"model\""`,
      '',
      'model = mlflow.sklearn.load_model(model_uri)',
      '',
      'model = mlflow.pyfunc.load_model(model_uri)',
      'predictions = model.predict(data)',
    ].join('\n'),
  );
});

it('is never thrown about', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (value, inputs) => {
      expect(() => decodeModelCard(value)).not.toThrow();
      const card = decodeModelCard({ flavors: { 'odd name': value, x: inputs }, signature: { inputs } });
      expect(card && loadingCode(card, 'models:/m-1')).toContain('mlflow.x.load_model');
    }),
  );
  for (const none of [undefined, 5, [], {}, { flavors: 'x' }]) expect(decodeModelCard(none)).toBeUndefined();
});
