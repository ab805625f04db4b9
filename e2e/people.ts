import type { Locator, Page } from '@playwright/test';
import { m } from './fixtures.ts';
import { ADMIN, type OwnServer } from './own-server.ts';

interface Person {
  readonly name: string;
  readonly password: string;
}

/** A person at a server with basic auth, who may read all and change what they made. */
export async function makeUser(server: OwnServer, { name, password }: Person): Promise<void> {
  await askAsAdmin(server, 'POST', 'create', { username: name, password });
}

export async function setPassword(server: OwnServer, { name, password }: Person): Promise<void> {
  await askAsAdmin(server, 'PATCH', 'update-password', { username: name, password });
}

async function askAsAdmin(server: OwnServer, method: string, what: string, body: object): Promise<void> {
  const answer = await fetch(`${server.url}/api/2.0/mlflow/users/${what}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Basic ${Buffer.from(`${ADMIN.name}:${ADMIN.password}`).toString('base64')}`,
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
}

/** The one form of the page. */
export function signInDialog(page: Page): Locator {
  return page.getByRole('dialog').filter({ has: page.getByLabel(m.signin_password(), { exact: true }) });
}

export async function fillSignIn(
  page: Page,
  { name, password }: Person,
  { keep = false }: { readonly keep?: boolean } = {},
): Promise<void> {
  const dialog = signInDialog(page);
  await dialog.getByLabel(m.signin_name(), { exact: true }).fill(name);
  await dialog.getByLabel(m.signin_password(), { exact: true }).fill(password);
  await dialog.getByRole('checkbox').setChecked(keep);
  await dialog.getByRole('button', { name: m.signin_submit(), exact: true }).click();
}
