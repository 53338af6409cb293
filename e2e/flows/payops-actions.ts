import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { goTo, openSignedIn, type Stage } from './stage.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const QUEUE = '/paiements/operations';
const MERCHANT = 'M-0005';

/** The open action: what tells of things done in passing is a dialog too. */
const openAction = (page: Page) => page.getByRole('dialog').filter({ hasText: 'Fil de l’action' });

/** Presses a button of the open action, and waits for its state. */
async function decide(page: Page, button: string, state: string): Promise<void> {
  const sheet = openAction(page);
  await sheet.getByRole('button', { name: button, exact: true }).click();
  await sheet.getByText(state, { exact: true }).first().waitFor();
}

/** Opens what awaits this person's signature, from the queue. */
async function openAwaited(page: Page, name: RegExp): Promise<void> {
  await goTo(page, QUEUE);
  await page.getByRole('button', { name }).first().click();
  await openAction(page).getByText('Ce qui change').waitFor();
}

/** Somebody's requests, beside the pages: what a program or another server would send. */
async function programOf(stage: Stage, login: string) {
  const post = async (path: string, body: object, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const answer = await fetch(`${stage.address}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
    return ((await answer.json()) as { data: Record<string, unknown> }).data;
  };
  const { password } = stage.account;
  const token = String((await post('/api/auth/login', { login, password })).accessToken);
  return {
    post: (path: string, body: object) => post(path, body, token),
    get: async <D>(path: string): Promise<D> => {
      const answer = await fetch(`${stage.address}${path}`, { headers: { authorization: `Bearer ${token}` } });
      return ((await answer.json()) as { data: D }).data;
    },
  };
}

/** A merchant waits for a payout that was due three hours ago, and the judge sees it. */
async function incident(stage: Stage): Promise<void> {
  const program = await programOf(stage, 'admin@payops.demo');
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const event = {
    ...{ id: 'e2e-late-payout', type: 'payout.requested', time: hoursAgo(5), source: 'connect', amount: 240_000 },
    ...{
      tenantType: 'merchant',
      tenantId: MERCHANT,
      country: 'CI',
      region: 'Abidjan',
      city: 'Abidjan',
      currency: 'XOF',
    },
    ...{ payoutId: 'e2e-late-payout', dueAt: hoursAgo(3) },
  };
  await program.post('/api/dashboard/events', { events: [event] });
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    const { due } = await program.get<{ due: { payoutId: string }[] }>('/api/dashboard/treasury');
    if (due.some(({ payoutId }) => payoutId === event.payoutId)) break;
    await new Promise((done) => setTimeout(done, 200));
  }
  await program.post('/api/flows/payops.alertes/trigger', { parameters: {} });
}

/** Whether the merchant's payouts are shown as held back, where the treasury looks. */
async function heldBack(page: Page, merchant: string): Promise<boolean> {
  await goTo(page, '/paiements/tresorerie');
  const due = page.locator('main section', { has: page.getByRole('table', { name: 'Reversements dus' }) }).last();
  // A day has more of them than a screen.
  await due.getByPlaceholder(/Rechercher/).fill(merchant);
  const row = due.locator('tr[data-index]', { hasText: merchant }).filter({ hasText: '240 000' }).first();
  await row.waitFor();
  return (await row.getByText('Retenu').count()) > 0;
}

/**
 * The whole story: an incident becomes an alert, the alert a request filled in; it is signed on a phone and on another desk,
 * executed, seen where payouts wait, and taken back under signatures of its own.
 */
export async function signedByTwo(stage: Stage): Promise<void> {
  const { password } = stage.account;
  const asker = await openSignedIn(stage, { login: 'operations@payops.demo', password });
  const risk = await openSignedIn(stage, { login: 'risque@payops.demo', password }, PHONE);
  const finance = await openSignedIn(stage, { login: 'finance@payops.demo', password });
  const program = await programOf(stage, 'operations@payops.demo');
  const controls = async () =>
    (await program.get<{ items: { control: string; target: string }[] }>('/api/dashboard/ops/controls')).items;

  await incident(stage);
  const { items } = await program.get<{ items: { id: string; name: string }[] }>(
    `/api/dashboard/entities?type=merchant&search=${MERCHANT}`,
  );
  const name = items.find(({ id }) => id === MERCHANT)?.name ?? '';
  await goTo(asker, '/paiements/alertes?categorie=reconciliation');
  const alert = asker.locator('main li', { hasText: 'Reversements en retard' }).filter({ hasText: name });
  await alert.first().waitFor();
  assert.equal(await heldBack(finance, name), false);
  await alert.getByRole('link', { name: 'Agir' }).click();
  const form = asker.getByRole('dialog', { name: 'Demander une action' });
  assert.equal(await form.getByLabel('Marchand (code, ou * pour tous)').inputValue(), MERCHANT);
  // What is missing is said at its field, and what was typed stays.
  await form.getByRole('button', { name: 'Envoyer la demande' }).click();
  await form.getByText('À remplir.').waitFor();
  await form.getByLabel('Motif').fill('Plaintes de clients');
  await form.getByRole('button', { name: 'Envoyer la demande' }).click();
  await asker.waitForURL(/action=/);
  const sheet = openAction(asker);
  await sheet.getByText('Il manque : risque').waitFor();
  assert.equal(await sheet.getByRole('button', { name: 'Signer', exact: true }).count(), 0, 'nobody signs for himself');

  await openAwaited(risk, /Suspendre les reversements/);
  await decide(risk, 'Signer', '1 sur 2');
  await openAwaited(finance, /Suspendre les reversements/);
  await decide(finance, 'Signer', 'Signée');
  // The asker's page follows by itself.
  await decide(asker, 'Exécuter', 'Exécutée');
  assert.deepEqual(
    (await controls()).map(({ control, target }) => [control, target]),
    [['payout_paused', MERCHANT]],
  );
  assert.equal(await heldBack(finance, name), true, 'the treasury sees that it is held back');

  await sheet.getByLabel('Motif').fill('Vérification faite');
  await sheet.getByRole('button', { name: 'Annuler l’effet' }).click();
  await openAwaited(risk, /Annulation/);
  await decide(risk, 'Signer', '1 sur 2');
  await openAwaited(finance, /Annulation/);
  await decide(finance, 'Signer', 'Signée');
  await goTo(asker, `${QUEUE}?vue=open`);
  await asker
    .getByRole('button', { name: /Annulation/ })
    .first()
    .click();
  await decide(asker, 'Exécuter', 'Exécutée');
  assert.deepEqual(await controls(), []);
  await finance.keyboard.press('Escape');
  assert.equal(await heldBack(finance, name), false);
  for (const page of [asker, risk, finance]) await page.context().close();
}
