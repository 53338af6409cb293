import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { goTo, type Stage, settled } from './stage.ts';

/** The number that a text of a page states, whatever its spaces and sign. */
const numberOf = (text: string | null): number =>
  Number(
    (text ?? '')
      .replace(/[^\d,−-]/g, '')
      .replace('−', '-')
      .replace(',', '.'),
  );

async function openFigure(page: Page, metric: string): Promise<number> {
  const card = page.locator(`main [data-metric=${metric}]`);
  await card.locator('data button').click();
  const value = await card.locator('data').getAttribute('value');
  return Number(value);
}

/** The drawer's total row is the sum of its rows; it, the drawer's figure and the card's are the same amount. */
export async function drawerAddsUp({ page }: Stage): Promise<void> {
  for (const metric of ['montant_impaye', 'ca_total']) {
    await goTo(page, '/financier');
    const onCard = await openFigure(page, metric);
    assert.ok(onCard > 0, `${metric} is ${onCard}`);
    await page.waitForURL(/lignes=/);
    const drawer = page.getByRole('dialog');
    const total = drawer.locator('tfoot td').nth(1);
    await total.getByText(/\d/).waitFor();
    await page.waitForFunction(() =>
      /Total des/.test(document.querySelector('[role=dialog] tfoot')?.textContent ?? ''),
    );
    assert.equal(numberOf(await total.textContent()), onCard, `${metric}: sum of the rows`);
    assert.equal(
      numberOf(await drawer.locator('p.figures span').first().textContent()),
      onCard,
      'figure of the drawer',
    );
    await page.goBack();
    await drawer.waitFor({ state: 'detached' });
  }
}

/** An indicator chosen changes both charts and the table, and stays in the address. */
export async function operations({ page }: Stage): Promise<void> {
  await goTo(page, '/operationnel');
  assert.equal(await page.locator('main [data-metric]').count(), 8, 'eight tiles');
  await page.getByRole('combobox', { name: 'Indicateur' }).click();
  await page.getByRole('option', { name: 'Factures émises' }).click();
  await page.waitForURL(/indicateur=factures_emises/);
  await page.getByRole('heading', { name: 'Évolution mensuelle : Factures émises' }).waitFor();
  await page.getByRole('heading', { name: 'Zones comparées' }).waitFor();
  await page.getByText('Détail par zone et par mois : Factures émises').waitFor();
  const chart = page.locator('main section', { hasText: 'Performance des zones' });
  await chart.getByRole('button', { name: 'Voir le tableau' }).click();
  const zones = await chart.locator('tbody tr').count();
  assert.ok(zones >= 5, `${zones} zones compared`);
}

/** From the filters to the table and into the rows behind a figure, with the keys alone. */
export async function keyboardAlone({ page }: Stage): Promise<void> {
  await goTo(page, '/financier');
  // From the very start of the page, where somebody arrives.
  await page.locator('a[href="#content"]').focus();
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement as HTMLElement | null;
      return {
        text: `${at?.getAttribute('aria-label') ?? ''} ${at?.textContent ?? ''}`,
        row: at?.matches('tr[data-index]') ?? false,
        metric: at?.closest('[data-metric]')?.getAttribute('data-metric') ?? null,
      };
    });
  const tabTo = async (what: string, reached: (at: Awaited<ReturnType<typeof focused>>) => boolean) => {
    for (let step = 0; step < 150; step++) {
      await page.keyboard.press('Tab');
      if (reached(await focused())) return;
    }
    assert.fail(`Tab never reached ${what}`);
  };
  await tabTo('the filter of zones', (at) => /Toutes les zones/.test(at.text));
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Koumassi' }).waitFor();
  await page.keyboard.type('Koum');
  await page.keyboard.press('Enter');
  await page.waitForURL(/zone=/);
  await settled(page);
  await tabTo('the first figure', (at) => at.metric === 'ca_total' && /\d/.test(at.text));
  await page.keyboard.press('Enter');
  await page.waitForURL(/lignes=ca_total/);
  const drawer = page.getByRole('dialog');
  await drawer.locator('tbody tr[data-index]').first().waitFor();
  await tabTo('a row of the drawer', (at) => at.row);
  await page.keyboard.press('ArrowDown');
  assert.equal((await focused()).row, true, 'the arrow goes to the next row');
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await tabTo('the table of clients', (at) => at.row);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/clients\/[^/?]+/);
}
