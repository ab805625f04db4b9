// 100,000 runs that no server has, as MLflow would send them, newest first. Deterministic.

export const countSynthetic = 100_000;
export const SYNTHETIC_KEYS = ['val/m00', 'val/m01', 'val/m02', 'val/m03', 'val/m04'];
const START_MS = 1_780_000_000_000;

export function syntheticRun(index) {
  const number = countSynthetic - index;
  const id = number.toString(16).padStart(32, '0');
  const start = START_MS + number * 60_000;
  return {
    info: {
      run_id: id,
      run_uuid: id,
      run_name: `made-${String(number).padStart(6, '0')}`,
      experiment_id: '1',
      user_id: 'ada',
      status: number % 17 === 0 ? 'FAILED' : 'FINISHED',
      start_time: start,
      end_time: start + 30_000 + (number % 4000) * 1000,
      artifact_uri: `mlflow-artifacts:/1/${id}/artifacts`,
      lifecycle_stage: 'active',
    },
    data: {
      metrics: SYNTHETIC_KEYS.map((key, k) => ({
        key,
        value: scatter(number * 8 + k),
        timestamp: start + 1000,
        step: 100,
      })),
      params: [
        { key: 'lr', value: (10 ** -(1 + 4 * scatter(number * 8 + 6))).toPrecision(6) },
        { key: 'optimizer', value: ['adam', 'sgd', 'lion'][number % 3] },
      ],
      tags: [{ key: 'mlflow.runName', value: `made-${String(number).padStart(6, '0')}` }],
    },
    inputs: {},
  };
}

/** A number in [0, 1) that looks drawn by lot. */
function scatter(seed) {
  let bits = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}
