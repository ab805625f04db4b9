import { test } from './fixtures.ts';
import { KINDS, openKinds } from './kinds.ts';

for (const [name, kinds] of Object.entries(KINDS)) {
  test(`each kind of file says what is in it: ${name} @demo`, async ({ page }) => {
    await openKinds(page, kinds);
  });
}
