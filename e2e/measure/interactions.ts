import type { Page } from 'playwright-core';

export interface Interaction {
  name: string;
  /** Milliseconds from the event to the paint that follows it, as the browser itself times it. */
  durations: number[];
}

interface Act {
  name: string;
  path: string;
  act: (page: Page) => Promise<void>;
}

const chip = (page: Page, name: string) => page.getByRole('combobox', { name }).first();
const heading = (page: Page, name: string) => page.locator('main table').getByRole('button', { name }).first();

const ACTS: Act[] = [
  {
    name: 'opening a filter',
    path: '/financier',
    act: async (page) => {
      await chip(page, 'Zone').click();
      await page.keyboard.press('Escape');
    },
  },
  { name: 'sorting 600 clients', path: '/financier', act: (page) => heading(page, 'CA').click() },
  {
    name: 'searching the table',
    path: '/financier',
    act: async (page) => {
      const search = page.getByPlaceholder('Rechercher dans le tableau').first();
      await search.fill('');
      await search.pressSequentially('agro', { delay: 60 });
    },
  },
  {
    name: 'a chart as a table and back',
    path: '/financier',
    act: async (page) => {
      await page.getByRole('button', { name: 'Voir le tableau' }).first().click();
      await page.getByRole('button', { name: 'Voir le graphique' }).first().click();
    },
  },
  {
    name: 'opening the rows of a figure',
    path: '/financier',
    act: async (page) => {
      await page.locator('[data-metric=montant_impaye] data button').click();
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'going to another page',
    path: '/financier',
    act: async (page) => {
      await page.locator('nav a[href^="/clients"]').first().click();
      await page.waitForURL(/\/clients/);
      await page.locator('nav a[href^="/financier"]').first().click();
      await page.waitForURL(/\/financier/);
    },
  },
];

/** Each act several times; of each turn the slowest interaction counts. */
export async function interactionsOf(page: Page, address: string, runs: number): Promise<Interaction[]> {
  const found: Interaction[] = [];
  for (const { name, path, act } of ACTS) {
    await page.goto(`${address}${path}`);
    await page.locator('main table tbody tr[data-index]').first().waitFor();
    await page.waitForTimeout(800);
    await page.evaluate(() => {
      const kept = globalThis as unknown as { slowest: number };
      kept.slowest = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { interactionId = 0 } = entry as PerformanceEntry & { interactionId?: number };
          if (interactionId > 0) kept.slowest = Math.max(kept.slowest, entry.duration);
        }
      }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    });
    const durations: number[] = [];
    for (let run = 0; run < runs; run++) {
      await act(page);
      await page.waitForTimeout(400);
      durations.push(
        await page.evaluate(() => {
          const kept = globalThis as unknown as { slowest: number };
          const { slowest } = kept;
          kept.slowest = 0;
          return slowest;
        }),
      );
    }
    found.push({ name, durations });
  }
  return found;
}
