import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { goTo, openSignedIn, SECOND, SECOND_ZONE, type Stage, settled } from './stage.ts';

/** In no language: pages in English show it too. */
const TITLE = 'Yopougon & Vridi';

/** Where a tile lies once it lies still: what is added, or a window that grows, moves the others for a moment. */
async function boxOf(page: Page, widget: string) {
  const tile = page.locator(`[data-widget="${widget}"]`);
  let last = '';
  for (let tries = 0; ; tries += 1) {
    const box = await tile.boundingBox();
    assert.ok(box, widget);
    const now = JSON.stringify(box);
    if (now === last || tries === 30) return box;
    last = now;
    await page.waitForTimeout(150);
  }
}

/** Pulls from a point by so many pixels, as a hand does: in steps. */
async function pull(page: Page, from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step++) await page.mouse.move(from.x + (by.x * step) / 8, from.y + (by.y * step) / 8);
  await page.mouse.up();
  await page.waitForTimeout(400);
}

/** A chart and a figure of Zones, kept in a new dashboard, arranged by hand and by keys, saved. */
export async function madeFromAChart({ page }: Stage): Promise<void> {
  await goTo(page, '/financier');
  const chart = page.locator('main section', { hasText: 'Chiffre d’affaires par secteur' }).last();
  await chart.getByRole('button', { name: 'Exporter' }).click();
  await page.getByRole('menuitem', { name: 'Ajouter au tableau de bord' }).click();
  await page.getByRole('button', { name: 'Dans un nouveau tableau' }).click();
  await page.waitForURL(/\/dashboards\/new/);
  await settled(page);
  // Tall enough that nothing is pulled out of the window.
  await page.setViewportSize({ width: 1440, height: 1700 });
  await page.getByLabel('Titre', { exact: true }).fill(TITLE);
  await page.getByRole('button', { name: 'Zone', exact: true }).click();
  await page.getByRole('button', { name: 'Ajouter un élément' }).click();
  await page.locator('[data-widget="chart-bar-1"]').waitFor();

  const before = await boxOf(page, 'w1');
  await pull(page, { x: before.x + before.width - 4, y: before.y + before.height - 4 }, { x: 220, y: 100 });
  const wider = await boxOf(page, 'w1');
  assert.ok(wider.width > before.width + 50 && wider.height > before.height + 40, 'resized by its corner');
  const added = await boxOf(page, 'chart-bar-1');
  await pull(page, { x: added.x + 80, y: added.y + 30 }, { x: 0, y: -added.y + before.y - 60 });
  const moved = await boxOf(page, 'chart-bar-1');
  assert.ok(moved.y < (await boxOf(page, 'w1')).y, 'dragged above the other');

  await page.locator('[data-widget="chart-bar-1"] [role=button]').first().focus();
  const { width } = await boxOf(page, 'chart-bar-1');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.waitForTimeout(300);
  assert.ok((await boxOf(page, 'chart-bar-1')).width < width, 'made narrower by the keys');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await page.waitForURL(/\/dashboards\/[0-9a-f-]{36}/);
  await page.getByRole('button', { name: 'Modifier' }).waitFor();
  await page.setViewportSize({ width: 1440, height: 900 });

  await goTo(page, '/operationnel');
  const card = page.locator('main [data-metric=encaissements]');
  await card.hover();
  await card.getByRole('button', { name: /Que faire de/ }).click();
  await page.getByRole('menuitem', { name: 'Ajouter au tableau de bord' }).click();
  await page.getByRole('dialog').getByRole('button', { name: TITLE }).click();
  await page
    .getByText(/est ajouté à/)
    .first()
    .waitFor();
}

/** Shared for reading: a person of one zone sees it with that zone's figures, and may not change it. */
export async function sharedAndSeen(stage: Stage): Promise<void> {
  const { page } = stage;
  await goTo(page, '/dashboards');
  await page.getByRole('link', { name: TITLE }).first().click();
  await page.waitForURL(/\/dashboards\/[0-9a-f-]{36}/);
  const address = page.url();
  await page.getByRole('button', { name: 'Partager' }).click();
  const dialog = page.getByRole('dialog', { name: /Partager/ });
  await dialog.getByRole('combobox').first().click();
  await page.getByRole('option', { name: 'Peut consulter' }).click();
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await dialog.waitFor({ state: 'detached' });
  const figure = (of: Page) => of.locator('[data-widget] [data-metric=encaissements] data');
  await figure(page).waitFor();
  const whole = Number(await figure(page).getAttribute('value'));

  const theirs = await openSignedIn(stage, SECOND);
  await theirs.goto(address);
  await figure(theirs).waitFor();
  const part = Number(await figure(theirs).getAttribute('value'));
  assert.ok(part > 0 && part < whole, `${part} of ${whole}`);
  const options = await zonesOffered(theirs);
  assert.deepEqual(options, [SECOND_ZONE.name], 'the filter offers their zone alone');
  assert.equal(await theirs.getByRole('button', { name: 'Modifier' }).count(), 0, 'reading is not changing');
  await theirs.context().close();
}

async function zonesOffered(page: Page): Promise<string[]> {
  await page.getByRole('combobox', { name: 'Zone' }).click();
  const names = await page.getByRole('option').allTextContents();
  await page.keyboard.press('Escape');
  return names.slice(1);
}

const STARTS: Record<string, RegExp> = {
  'Document (PDF)': /^%PDF-/,
  'Image (PNG)': /^\x89PNG/,
  'Chiffres (Excel)': /^PK/,
  'Chiffres (CSV)': /./,
};

/** Every export is a file of its kind; the definition in YAML comes back as a dashboard of its own. */
export async function takenAwayAndBack({ page, address }: Stage): Promise<void> {
  const take = async (choice: string) => {
    await page.getByRole('button', { name: 'Exporter' }).first().click();
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 60_000 }),
      page.getByRole('menuitem', { name: choice }).click(),
    ]);
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  };
  await goTo(page, '/dashboards');
  await page.getByRole('link', { name: TITLE }).first().click();
  await page.getByRole('button', { name: 'Modifier' }).waitFor();
  for (const [choice, start] of Object.entries(STARTS)) {
    const { content } = await take(choice);
    assert.match(content.subarray(0, 8).toString('latin1'), start, choice);
    assert.ok(content.length > 100, `${choice}: ${content.length} bytes`);
  }
  const { name, content } = await take('Définition (YAML)');
  assert.match(content.toString(), new RegExp(`title: ${TITLE}`));
  await page.goto(`${address}/dashboards`);
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/yaml', buffer: content });
  await page.waitForURL(/\/dashboards\/[0-9a-f-]{36}/);
  await page.locator('[data-widget]').nth(2).waitFor();
  const broken = Buffer.from(content.toString().replace(/type: \w+/, 'type: chart_of_nothing'));
  await page.goto(`${address}/dashboards`);
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/yaml', buffer: broken });
  await page
    .getByText(/Ligne \d+/)
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
}
