// One line of the report: a measure of both products, and whether its limit is kept.

export const row = (measure, unit, runlens, mlflow, limit) => ({
  measure,
  unit,
  runlens,
  mlflow,
  limit,
  isMet: limit === undefined || middle(runlens) === undefined ? undefined : middle(runlens) <= limit,
});
export const middle = (value) => (typeof value === 'object' && value !== null ? value.median : value);
