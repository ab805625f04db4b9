import { expect, m, openExperiment, test } from './fixtures.ts';

test('an experiment that holds only traces says so and leads to MLflow @smoke', async ({
  page,
}, testInfo) => {
  const id = await openExperiment(page, 'traces only');
  await expect(page.getByText(m.runs_traces_title(), { exact: true })).toBeVisible();
  const server =
    process.env[testInfo.project.name === 'mlflow2' ? 'RUNLENS_MLFLOW2_URL' : 'RUNLENS_MLFLOW3_URL'];
  await expect(page.getByRole('link', { name: m.open_in_mlflow(), exact: true })).toHaveAttribute(
    'href',
    `${server}/#/experiments/${id}/traces`,
  );
  await expect(page.getByRole('link', { name: m.back_to_experiments(), exact: true })).toBeVisible();
});
