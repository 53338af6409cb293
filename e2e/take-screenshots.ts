/**
 * Pictures of every page at phone, laptop and wide screen, light and dark, to be looked at by a person:
 * `GRIOT_E2E_URL=… GRIOT_E2E_LOGIN=… GRIOT_E2E_PASSWORD=… node e2e/take-screenshots.ts <folder> [page…]`,
 * with `GRIOT_E2E_WIDTHS=390,1440`, `GRIOT_E2E_THEMES=light` and `GRIOT_E2E_LANGUAGE=en` for fewer or other ones.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Browser, Page } from 'playwright-core';
import { findChromium, NO_CHROMIUM } from './find-chromium.ts';
import { launchBrowser } from './launch-browser.ts';
import { type Account, logIn } from './log-in.ts';

const { GRIOT_E2E_URL, GRIOT_E2E_LOGIN, GRIOT_E2E_PASSWORD, CHROMIUM_PATH } = process.env;
const { GRIOT_E2E_WIDTHS = '390,1440,2560', GRIOT_E2E_THEMES = 'light,dark', GRIOT_E2E_LANGUAGE = 'fr' } = process.env;
const HEIGHTS: Record<number, number> = { 390: 844, 1440: 900, 2560: 1440 };
const SIZES = GRIOT_E2E_WIDTHS.split(',').map((width) => ({
  width: Number(width),
  height: HEIGHTS[Number(width)] ?? 900,
}));
const THEMES = GRIOT_E2E_THEMES.split(',') as ('light' | 'dark')[];

/** Addresses by the name of their picture; `firstRow` opens what the page's first row leads to. */
const PAGES: Record<string, { path: string; firstRow?: boolean; signedOut?: boolean }> = {
  login: { path: '/login', signedOut: true },
  dashboard: { path: '/dashboard' },
  financier: { path: '/financier' },
  occupation: { path: '/occupation' },
  zone: { path: '/occupation', firstRow: true },
  clients: { path: '/clients' },
  client: { path: '/clients', firstRow: true },
  operationnel: { path: '/operationnel' },
  lignes: { path: '/financier?lignes=montant_impaye' },
  profil: { path: '/profil' },
  utilisateurs: { path: '/utilisateurs' },
  audit: { path: '/audit' },
  administration: { path: '/administration' },
  tableaux: { path: '/dashboards' },
  direction: { path: '/dashboards/zones:direction' },
  sites: { path: '/dashboards/zones:occupation' },
  nouveau: { path: '/dashboards/new' },
  mural: { path: '/dashboards/wall' },
  alertes: { path: '/alerts' },
  runs: { path: '/runs' },
  run: { path: '/runs', firstRow: true },
  flows: { path: '/runs/flows' },
  flow: { path: '/runs/flows/zones~pipeline' },
  schedules: { path: '/runs/schedules' },
  queue: { path: '/runs/queue' },
  backfills: { path: '/runs/backfills' },
  entrepot: { path: '/warehouse' },
  graphe: { path: '/warehouse/graph' },
  versions: { path: '/warehouse/generations' },
  sql: { path: '/warehouse/sql' },
  modele: { path: '/warehouse/nodes/model~zones~fact_factures' },
  indicateur: { path: '/warehouse/nodes/metric~zones~taux_recouvrement' },
  alerte: { path: '/alerts', firstRow: true },
  seuils: { path: '/alerts/thresholds' },
  seuil: { path: '/alerts/thresholds/new' },
  envois: { path: '/alerts/delivery' },
  rapports: { path: '/reports' },
  rapport: { path: '/reports/prepare?modele=zones:mensuel' },
  'modele-de-rapport': { path: '/reports/template?copie=zones:mensuel' },
  fichiers: { path: '/drive' },
  corbeille: { path: '/drive?onglet=corbeille' },
  assistant: { path: '/chatbot' },
  relecture: { path: '/chatbot/review' },
  evenements: { path: '/events' },
};

async function settle(page: Page): Promise<void> {
  // Not 'networkidle': the stream of live messages never ends.
  await page.waitForTimeout(250);
  await page
    .waitForFunction(() => !document.querySelector('main [class*=animate-skeleton]'), null, { timeout: 8000 })
    .catch(() => {});
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(500);
}

async function open(page: Page, baseUrl: string, name: string): Promise<void> {
  const target = PAGES[name];
  if (!target) throw new Error(`unknown page ${name}: one of ${Object.keys(PAGES).join(', ')}`);
  // Inside the application: a reload would ask for the session again, and slow everything down.
  await page.evaluate((path) => {
    history.pushState({}, '', path);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, target.path);
  await settle(page);
  if (!target.firstRow) return;
  const link = page.locator('main table tbody a:visible, main ul li p a:visible').first();
  await link.waitFor({ timeout: 15_000 });
  await page.goto(baseUrl + ((await link.getAttribute('href')) ?? ''));
  await settle(page);
}

/** Sets the viewport so that the whole page is in the picture, without the stitching of a scrolling capture. */
async function photograph(page: Page, file: string, size: { width: number; height: number }): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.min(6000, Math.max(size.height, height)) });
  await settle(page);
  await page.screenshot({ path: file });
  await page.setViewportSize(size);
}

async function shoot(browser: Browser, account: Account, folder: string, names: string[]): Promise<string[]> {
  const overflows: string[] = [];
  for (const theme of THEMES) {
    for (const size of SIZES) {
      const context = await browser.newContext({
        viewport: size,
        colorScheme: theme,
        locale: GRIOT_E2E_LANGUAGE === 'en' ? 'en-GB' : 'fr-FR',
        hasTouch: size.width < 500,
      });
      await context.addInitScript(
        ([key, locale]) => {
          if (!localStorage.getItem(key)) localStorage.setItem(key, JSON.stringify({ locale }));
        },
        ['griot.preferences', GRIOT_E2E_LANGUAGE] as const,
      );
      const page = await context.newPage();
      page.on('pageerror', (error) => overflows.push(`${theme} ${size.width}: ${error.message}`));
      await page.goto(`${account.baseUrl}/login`);
      await settle(page);
      if (names.includes('login')) await photograph(page, join(folder, `login-${size.width}-${theme}.png`), size);
      const others = names.filter((name) => !PAGES[name]?.signedOut);
      if (others.length > 0) await logIn(page, account);
      for (const name of others) {
        await open(page, account.baseUrl, name);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wider > 0) overflows.push(`${name} ${size.width} ${theme}: ${wider} px too wide`);
        await photograph(page, join(folder, `${name}-${size.width}-${theme}.png`), size);
      }
      await context.close();
    }
  }
  return overflows;
}

const [folder, ...named] = process.argv.slice(2);
if (!folder || !GRIOT_E2E_URL || !GRIOT_E2E_LOGIN || !GRIOT_E2E_PASSWORD) {
  console.error('usage: GRIOT_E2E_URL=… GRIOT_E2E_LOGIN=… GRIOT_E2E_PASSWORD=… node e2e/take-screenshots.ts <folder>');
  process.exit(2);
}
const executable = findChromium(CHROMIUM_PATH);
if (!executable) {
  console.error(NO_CHROMIUM);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const browser = await launchBrowser(executable);
try {
  const account = { baseUrl: GRIOT_E2E_URL, login: GRIOT_E2E_LOGIN, password: GRIOT_E2E_PASSWORD };
  const faults = await shoot(browser, account, folder, named.length > 0 ? named : Object.keys(PAGES));
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
} finally {
  await browser.close();
}
