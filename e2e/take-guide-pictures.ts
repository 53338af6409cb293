/**
 * The pictures of the guide, taken again from a platform with the demonstration:
 * `GRIOT_E2E_URL=… GRIOT_E2E_LOGIN=… GRIOT_E2E_PASSWORD=… node e2e/take-guide-pictures.ts [name…]`
 */
import { join } from 'node:path';
import process from 'node:process';
import type { Page } from 'playwright-core';
import { findChromium, NO_CHROMIUM } from './find-chromium.ts';
import { goTo } from './flows/stage.ts';
import { launchBrowser } from './launch-browser.ts';
import { logIn } from './log-in.ts';

const FOLDER = join(import.meta.dirname, '../docs/guide/images');

interface Picture {
  path: string;
  height?: number;
  prepare?: (page: Page) => Promise<void>;
}

/** The company of the demonstration that has a year to compare with. */
async function comptoir(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Client' }).click();
  await page.getByRole('option', { name: 'Comptoir du Fleuve' }).click();
  await page.waitForTimeout(800);
}

/** The findings of the newest batch of that company. */
async function openBatch(page: Page): Promise<void> {
  await comptoir(page);
  await page.getByRole('button', { name: 'Constats' }).first().click();
  await page.waitForTimeout(800);
}

const PICTURES: Record<string, Picture> = {
  'zones-dashboard': { path: '/dashboard' },
  'zones-financier': { path: '/financier' },
  'zones-occupation': { path: '/occupation' },
  'zones-clients': { path: '/clients' },
  'zones-operationnel': { path: '/operationnel' },
  'zones-lignes': { path: '/financier?lignes=montant_impaye' },
  assistant: {
    path: '/chatbot',
    height: 1000,
    prepare: async (page) => {
      for (const question of ['CA par zone en 2025', 'CA moyen par mois en 2025']) await askAssistant(page, question);
    },
  },
  'assistant-fichier': {
    path: '/chatbot',
    height: 1100,
    prepare: async (page) => {
      await page.setInputFiles('input[type=file]', {
        name: 'ventes-2025.csv',
        mimeType: 'text/csv',
        buffer: salesFile(),
      });
      await page.getByText('ventes-2025.csv').first().waitFor();
      await askAssistant(page, 'montant par ville');
    },
  },
  // With the login of the accounting firm.
  'compta-declaration': { path: '/declaration-comptable', prepare: openBatch },
  'compta-periodes': { path: '/periodes-comptables', prepare: comptoir },
  'compta-clients': { path: '/dossiers-clients' },
  'compta-balance': { path: '/balance-generale', prepare: comptoir },
  'compta-etats': { path: '/etats', height: 1000, prepare: comptoir },
  'compta-bilan': { path: '/etats?onglet=bilan', height: 1200, prepare: comptoir },
  'compta-piece': {
    path: '/grand-livre',
    prepare: async (page) => {
      await comptoir(page);
      await page.locator('main tbody a', { hasText: /^411/ }).first().click();
      await page.locator('main tbody tr[data-index] button').nth(6).click();
    },
  },
  'compta-agee': { path: '/balance-generale?onglet=clients', prepare: comptoir },
  'compta-controles': { path: '/controles', prepare: comptoir },
  // With the login of the payments company.
  paiements: { path: '/paiements/apercu?window=7d' },
  'paiements-action': {
    path: '/paiements/operations?vue=all',
    height: 800,
    prepare: async (page) => {
      await page.locator('main li button').first().click();
      await page.waitForTimeout(800);
    },
  },
  'paiements-tresorerie': { path: '/paiements/tresorerie' },
  'paiements-sira': { path: '/paiements/sira' },
  'paiements-agents': { path: '/paiements/agents' },
  'paiements-widgets': {
    path: '/paiements/widgets',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Arranger' }).click();
      await page.locator('.react-grid-item').first().waitFor();
    },
  },
  'tableaux-direction': { path: '/dashboards/zones:direction', height: 1100 },
  'tableaux-composer': {
    path: '/dashboards/new',
    height: 1000,
    prepare: async (page) => {
      await page.getByLabel('Titre', { exact: true }).fill('Suivi des zones');
      for (let element = 0; element < 2; element++) {
        await page.getByRole('button', { name: 'Ajouter un élément' }).click();
        await page.waitForTimeout(800);
      }
    },
  },
};

async function askAssistant(page: Page, question: string): Promise<void> {
  await page.getByLabel('Votre question').fill(question);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Réponse juste' }).last().waitFor();
  await page.waitForTimeout(800);
}

/** A file as somebody would have it on their desk: made-up sales of five towns. */
function salesFile(): Buffer {
  const towns = ['Abidjan', 'Bouaké', 'Korhogo', 'Daloa', 'San-Pédro'];
  const rows = Array.from({ length: 180 }, (_, at) => {
    const day = `${String(1 + (at % 28)).padStart(2, '0')}/${String(1 + (at % 12)).padStart(2, '0')}/2025`;
    const amount = at === 41 ? 'à voir' : String(25_000 + ((at * 7919) % 90_000));
    return `${towns[at % 5]};Client ${1 + (at % 23)};${amount};${1 + (at % 9)};${day}`;
  });
  return Buffer.from(['Ville;Client;Montant (FCFA);Quantité;Date', ...rows, ''].join('\n'));
}

const { GRIOT_E2E_URL, GRIOT_E2E_LOGIN, GRIOT_E2E_PASSWORD, CHROMIUM_PATH } = process.env;
if (!GRIOT_E2E_URL || !GRIOT_E2E_LOGIN || !GRIOT_E2E_PASSWORD) {
  console.error(
    'usage: GRIOT_E2E_URL=… GRIOT_E2E_LOGIN=… GRIOT_E2E_PASSWORD=… node e2e/take-guide-pictures.ts [name…]',
  );
  process.exit(2);
}
const executable = findChromium(CHROMIUM_PATH);
if (!executable) {
  console.error(NO_CHROMIUM);
  process.exit(1);
}
const named = process.argv.slice(2);
const browser = await launchBrowser(executable);
try {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'fr-FR',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await logIn(page, { baseUrl: GRIOT_E2E_URL, login: GRIOT_E2E_LOGIN, password: GRIOT_E2E_PASSWORD });
  for (const [name, { path, height = 900, prepare }] of Object.entries(PICTURES)) {
    if (named.length > 0 && !named.includes(name)) continue;
    await page.setViewportSize({ width: 1440, height });
    await goTo(page, path);
    await prepare?.(page);
    // Maps and charts draw after their figures are there.
    await page.waitForTimeout(2500);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  }
} finally {
  await browser.close();
}
