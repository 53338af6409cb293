import type { Page } from 'playwright-core';

export interface Account {
  baseUrl: string;
  login: string;
  password: string;
}

/** Fills the log-in page, whatever the language, and waits for what follows. */
export async function fillLogin(page: Page, account: Pick<Account, 'login' | 'password'>): Promise<void> {
  await page.locator('input[name=login]').fill(account.login);
  await page.locator('input[name=password]').fill(account.password);
  await page.locator('button[type=submit]').click();
}

/** The guided visit of a first log-in, put aside: flows that are not about it would meet it. */
async function putTourAside({ baseUrl, login, password }: Account): Promise<void> {
  const send = (path: string, body: object, token?: string) =>
    fetch(`${baseUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
  const answer = await send('/api/auth/login', { login, password });
  if (!answer.ok) return;
  const { data } = (await answer.json()) as { data: { accessToken: string } };
  await send('/api/auth/tours', { tour: 'welcome' }, data.accessToken);
}

/** Opens the pages signed in. */
export async function logIn(page: Page, account: Account): Promise<void> {
  await putTourAside(account);
  await page.goto(`${account.baseUrl}/login`);
  await fillLogin(page, account);
  await page.waitForURL(({ pathname }) => pathname !== '/' && pathname !== '/login');
}
