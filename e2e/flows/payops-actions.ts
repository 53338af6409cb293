import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { goTo, openSignedIn, type Stage } from './stage.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const QUEUE = '/paiements/operations';

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

/** Asked on a desk, signed on a phone and on another desk, executed, seen in what is not as usual, taken back. */
export async function signedByTwo(stage: Stage): Promise<void> {
  const { password } = stage.account;
  const asker = await openSignedIn(stage, { login: 'operations@payops.demo', password });
  const risk = await openSignedIn(stage, { login: 'risque@payops.demo', password }, PHONE);
  const finance = await openSignedIn(stage, { login: 'finance@payops.demo', password });

  // From the request that an alert or an agent brings along, filled in.
  await goTo(asker, `${QUEUE}?demande=PAUSE_PAYOUT&target=M-0005`);
  const form = asker.getByRole('dialog', { name: 'Demander une action' });
  assert.equal(await form.getByLabel('Marchand (code, ou * pour tous)').inputValue(), 'M-0005');
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
  const controls = async () => {
    const answer = await fetch(`${stage.address}/api/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'operations@payops.demo', password }),
    });
    const { data } = (await answer.json()) as { data: { accessToken: string } };
    const headers = { authorization: `Bearer ${data.accessToken}` };
    const seen = await fetch(`${stage.address}/api/dashboard/ops/controls`, { headers });
    return ((await seen.json()) as { data: { items: { control: string; target: string }[] } }).data.items;
  };
  assert.deepEqual(
    (await controls()).map(({ control, target }) => [control, target]),
    [['payout_paused', 'M-0005']],
  );

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
  for (const page of [asker, risk, finance]) await page.context().close();
}
