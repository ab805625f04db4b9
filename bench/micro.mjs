// npm run bench:micro: the pure functions of the worker beside what bounds them. Needs a browser, no server.
import { startBrowser } from './lib/browser.mjs';
import { describeMachine, describeRun } from './lib/machine.mjs';
import { measureMicro } from './lib/micro.mjs';
import { buildRows, renderMarkdown } from './lib/report.mjs';

const browser = await startBrowser();
try {
  const results = { micro: await measureMicro({ browser }) };
  console.log(
    renderMarkdown(
      { ...describeMachine(browser), server: 'no server' },
      { micro: describeRun() },
      buildRows(results),
      results,
    ),
  );
} finally {
  await browser.close();
}
