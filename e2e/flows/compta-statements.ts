import assert from 'node:assert/strict';
import { goTo, openSignedIn, type Stage } from './stage.ts';

const COMPTA_LOGIN = 'admin@compta.demo';

/** `1 234 567` as a number: figures are set with narrow spaces. */
const numberOf = (text: string): number =>
  Number(
    text
      .replaceAll(/[^\d,−-]/g, '')
      .replace('−', '-')
      .replace(',', '.'),
  );

/** From a line of the bilan to its accounts, their entries, the piece, and the row of the file that was sent. */
export async function fromBilanToTheFile(stage: Stage): Promise<void> {
  const page = await openSignedIn(stage, { login: COMPTA_LOGIN, password: stage.account.password });
  await goTo(page, '/etats?onglet=bilan');
  await page.getByRole('combobox', { name: 'Client' }).click();
  await page.getByRole('option', { name: 'Comptoir du Fleuve' }).click();
  await page.waitForURL(/client=/);
  await page.getByText('Actif = passif, résultat concordant').waitFor();
  const line = page.getByRole('row', { name: /Clients/ }).first();
  const amount = numberOf((await line.locator('td').nth(3).innerText()) ?? '');
  assert.ok(amount > 0, 'customers owe something');
  await line.getByRole('button', { name: 'Clients' }).click();
  await page.waitForURL(/ligne=BI/);
  const accounts = page.getByRole('dialog', { name: /Comptes du poste BI/ });
  await accounts.locator('tbody a:visible').first().click();
  await page.waitForURL(/\/grand-livre\?.*compte=411/);
  const entry = page.locator('main table tbody tr[data-index] button:visible').first();
  await entry.click();
  await page.waitForURL(/ecriture=/);
  const piece = page.getByRole('dialog', { name: /Pièce/ });
  const marked = piece.locator('table[data-source] tr[aria-current=true]');
  await marked.waitFor();
  assert.match(await piece.innerText(), /GrandLivre\.xlsx, feuille Feuil1, ligne \d+/);
  assert.ok(
    (await marked.locator('td').allInnerTexts()).some((text) => text !== ''),
    'the row of the file is shown',
  );
  await page.keyboard.press('Escape');
  const { searchParams } = new URL(page.url());
  await goTo(page, `/controles?client=${searchParams.get('client')}`);
  await page.getByRole('button', { name: /Comptes d’attente non soldés/ }).click();
  await page.waitForURL(/controle=compte_attente/);
  await page.locator('main table tbody tr[data-index]').first().waitFor();
  await page.context().close();
}
