import assert from 'node:assert/strict';
import { goTo, type Stage } from './stage.ts';

const ROWS = ['Ville;Montant', 'Bouaké;1 000', 'Bouaké;2 500', 'Korhogo;700', ''].join('\n');

/** From any page, by the keyboard alone: the palette takes words with spaces, asks, and opens the answer. */
export async function askedFromAnywhere({ page }: Stage): Promise<void> {
  await goTo(page, '/financier');
  await page.keyboard.press('Control+k');
  const search = page.getByRole('combobox', { name: 'Rechercher' });
  await search.waitFor();
  assert.ok(await search.evaluate((one) => one === document.activeElement), 'the palette has the keyboard');
  await page.keyboard.type('CA de Yopougon en 2025');
  assert.equal(await search.inputValue(), 'CA de Yopougon en 2025');
  await page.getByRole('option').filter({ hasText: 'Demander' }).first().click();
  await page.getByRole('button', { name: 'Réponse juste' }).last().waitFor();
  assert.match(await page.locator('article').last().innerText(), /Chiffre d’affaires[\s\S]*Yopougon[\s\S]*2025/);
}

/** A file beside a conversation: what it holds, an answer about it, and gone with the conversation. */
export async function askedOfAFile({ page }: Stage): Promise<void> {
  await goTo(page, '/chatbot');
  await page.setInputFiles('input[type=file]', { name: 'villes.csv', mimeType: 'text/csv', buffer: Buffer.from(ROWS) });
  await page.locator('summary').filter({ hasText: 'villes.csv' }).waitFor();
  await page.getByLabel('Votre question').fill('montant par ville');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Réponse juste' }).last().waitFor();
  assert.match(await page.locator('article').last().innerText(), /Bouaké, 3\s500\sFCFA/);
  const refused = { name: 'villes.csv', mimeType: 'text/csv', buffer: Buffer.from('%PDF-1.7') };
  await page.setInputFiles('input[type=file]', refused);
  await page.getByText('c’est son contenu qui compte').first().waitFor();
  await page
    .locator('nav[aria-label=Conversations] li')
    .filter({ hasText: 'villes.csv' })
    .first()
    .getByRole('button')
    .last()
    .click();
  await page.getByRole('menuitem', { name: 'Supprimer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Supprimer' }).click();
  await page.locator('summary').filter({ hasText: 'villes.csv' }).waitFor({ state: 'detached' });
}
