import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { logIn } from '../log-in.ts';

/** What every flow works on: one started platform, one browser, the administrator's page. */
export interface Stage {
  address: string;
  browser: Browser;
  page: Page;
  account: { baseUrl: string; login: string; password: string };
  /** Faults of scripts on any page, asserted empty at the end. */
  faults: string[];
}

export const DEMO_LOGIN = 'admin@zones.demo';
export const SECOND = { login: 'awa@zones.demo', password: 'Sept pirogues et un quai', name: 'Awa Koné' };
/** The zone that the second person is limited to. */
export const SECOND_ZONE = { id: 'ZI-KOU', name: 'Koumassi' };

/** A page of its own, in its own context, its faults told to the stage. */
export async function openPage(
  stage: Pick<Stage, 'browser' | 'faults'>,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await stage.browser.newContext({
    locale: 'fr-FR',
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => stage.faults.push(error.message));
  return page;
}

/** Signed in; `visit` leaves the guided visit of a first log-in in the way. */
export async function openSignedIn(
  stage: Stage,
  account: { login: string; password: string },
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await openPage(stage, options);
  await logIn(page, { baseUrl: stage.address, ...account });
  return page;
}

/** Goes to a page inside the application: a reload would ask for the session again. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, path);
  await settled(page);
}

/** The page's own heading is there and nothing is loading any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1, main h2').first().waitFor();
  await page.waitForTimeout(250);
  await page.waitForFunction(() => !document.querySelector('main [aria-busy=true]'), null, { timeout: 60_000 });
  await page.evaluate(() => document.fonts.ready);
}
