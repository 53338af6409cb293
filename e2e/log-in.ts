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

/** Opens the pages signed in. */
export async function logIn(page: Page, account: Account): Promise<void> {
  await page.goto(`${account.baseUrl}/login`);
  await fillLogin(page, account);
  await page.waitForURL(/\/dashboard/);
}
