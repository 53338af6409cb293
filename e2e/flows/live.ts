import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { RestartedStage } from './on-stage.ts';
import { goTo, openSignedIn, type Stage, settled } from './stage.ts';

/** An administrator's token, for what a flow does behind the page's back. */
async function tokenOf({ address, account }: Stage): Promise<string> {
  const { login, password } = account;
  const answer = await fetch(`${address}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  return ((await answer.json()) as { data: { accessToken: string } }).data.accessToken;
}

/** One more invoice of the last full month comes in: the pipeline publishes a generation with its amount. */
async function sendInvoice(stage: Stage, id: string, amount: number): Promise<void> {
  const month = new Date();
  month.setUTCDate(0);
  const day = month.toISOString().slice(0, 10);
  const file = `id_facture,id_entreprise,montant_facture,date_emission,date_echeance,statut_paiement\n${id},ENT-00001,${amount},${day},${day},impayee\n`;
  const form = new FormData();
  form.set('factures', new Blob([file], { type: 'text/csv' }), 'factures.csv');
  const headers = { authorization: `Bearer ${await tokenOf(stage)}` };
  const answer = await fetch(`${stage.address}/api/zones/imports?mode=upsert`, { method: 'POST', headers, body: form });
  assert.equal(answer.status, 202, await answer.text());
}

const figure = async (page: Page, metric: string): Promise<number> => {
  const shown = page.locator(`main [data-metric=${metric}] data`).first();
  await shown.waitFor();
  return Number(await shown.getAttribute('value'));
};
const generationOf = async (page: Page): Promise<number> =>
  Number(await page.locator('[data-generation]').first().getAttribute('data-generation'));

/** The same figure of the same period on its page and on the board that is shipped: twelve full months for both. */
export async function boardsAgree({ page }: Stage): Promise<void> {
  await goTo(page, '/financier');
  const onPage = await figure(page, 'ca_total');
  await goTo(page, '/dashboards/zones:direction');
  await settled(page);
  assert.equal(await figure(page, 'ca_total'), onPage);
  assert.ok(onPage > 0);
}

/**
 * The wall: boards in turn over the whole screen; a generation that is published changes their figures by itself; stale
 * figures and a server that went away are said, and it goes on alone when the server is back.
 */
export async function wallFollows(stage: RestartedStage): Promise<void> {
  const { server } = stage;
  const page = await openSignedIn(stage, stage.account);
  await goTo(page, '/dashboards/wall?tableaux=zones:direction,zones:occupation&secondes=5');
  await page.getByRole('button', { name: 'Démarrer en plein écran' }).click();
  await page.waitForFunction(() => document.fullscreenElement !== null);
  const title = (name: string) => page.getByRole('heading', { level: 2, name });
  await title('Vue de direction').waitFor();
  await page.getByText('en direct').waitFor();
  await title('Occupation des zones').waitFor();
  await title('Vue de direction').waitFor();

  const before = await generationOf(page);
  const revenue = await figure(page, 'ca_total');
  await sendInvoice(stage, `FA-WALL-${Date.now()}`, 7_000_000);
  await page.waitForFunction(
    ([was]) => {
      const [shown] = document.querySelectorAll('[data-metric=ca_total] data');
      const generation = Number(document.querySelector('[data-generation]')?.getAttribute('data-generation'));
      return generation > was && shown !== undefined;
    },
    [before] as const,
    { timeout: 90_000 },
  );
  assert.equal(await figure(page, 'ca_total'), revenue + 7_000_000, 'the published figure, without a touch');

  await server.stop();
  await page.getByText(/serveur injoignable depuis \d/).waitFor({ timeout: 20_000 });
  await title('Occupation des zones').waitFor();
  assert.ok((await page.locator('main table tbody tr').count()) > 2, 'its figures stay');
  await title('Vue de direction').waitFor();
  assert.equal(await figure(page, 'ca_total'), revenue + 7_000_000);
  await server.start();
  await page.getByText('en direct').waitFor({ timeout: 60_000 });

  // What makes a passport stale takes days: here the next answer says so.
  await page.route('**/api/dashboards/data', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      body: (await answer.text()).replaceAll(/"state":"\w+"/g, '"state":"stale"'),
    });
  });
  await sendInvoice(stage, `FA-STALE-${Date.now()}`, 1000);
  await page
    .getByText(/la dernière construction a échoué ou tarde/)
    .first()
    .waitFor({ timeout: 90_000 });
  await page.context().close();
}

/** The bell: an alert that somebody raises is pushed to a page that is open, said at once when it is critical, and leads to it. */
export async function bellRings(stage: Stage): Promise<void> {
  const page = await openSignedIn(stage, stage.account);
  await goTo(page, '/financier');
  await page.getByRole('button', { name: /^Messages$|non lus?$/ }).waitFor();
  const headers = { authorization: `Bearer ${await tokenOf(stage)}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ title: 'Inondation à Vridi', message: 'Lots 4 à 9', severity: 'critical' });
  const raised = await fetch(`${stage.address}/api/alerts`, { method: 'POST', headers, body });
  assert.equal(raised.status, 201, await raised.text());
  await page
    .getByText(/Alerte : Inondation à Vridi/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: /non lus?/ }).click();
  await page
    .getByRole('link', { name: /Inondation à Vridi/ })
    .first()
    .click();
  await page.waitForURL(/\/alerts\/[0-9a-f-]{36}/);
  await page.getByRole('button', { name: 'Prendre en charge' }).click();
  await page.getByText('Prise en charge').first().waitFor();
  await goTo(page, '/alerts');
  assert.equal(await page.getByRole('button', { name: /non lus?/ }).count(), 0, 'what was opened is read');
  await page.context().close();
}
