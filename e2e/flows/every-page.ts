import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { seriousFindings } from '../serious-findings.ts';
import { EVERY_PAGE, goTo, openSignedIn, type Stage } from './stage.ts';

/** axe on every page, in both lights: nothing serious. */
export async function noSeriousFinding(stage: Stage): Promise<void> {
  const findings: string[] = [];
  const page = await openSignedIn(stage, stage.account, { colorScheme: 'light', reducedMotion: 'reduce' });
  for (const path of EVERY_PAGE) {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.waitForFunction(() => document.documentElement.dataset.theme !== 'dark');
    await goTo(page, path);
    await page.waitForTimeout(400);
    await page.waitForFunction(() => document.getAnimations().every((one) => !(one instanceof CSSTransition)));
    for (const finding of await seriousFindings(page)) findings.push(`${path}: ${finding}`);
    // Between the two lights nothing but colours changes.
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
    await page.waitForTimeout(400);
    await page.waitForFunction(() => document.getAnimations().every((one) => !(one instanceof CSSTransition)));
    for (const finding of await seriousFindings(page, ['color-contrast'])) findings.push(`${path} (dark): ${finding}`);
  }
  await page.context().close();
  assert.deepEqual(findings, []);
}

/** Words that English does not have; names of the agency's own data are not looked at. */
const FRENCH =
  /\b(le|la|les|des|du|une|est|sont|sur|pour|avec|dans|aucune?|chiffre|chiffres|impayés?|zone par|toutes?|tous|ajouter|enregistrer|modifier|supprimer|voir|ouvrir|fermer|jours|mois|période|tableau|clients? à|selon|depuis|fichier|erreur|lignes?)\b/i;

/**
 * Words of the interface as a person reads them, without what the tenant wrote or loaded: cells of rows, names of charts'
 * items (drawn, not text), the tenant's own name, titles of dashboards and log lines, which are data.
 */
async function interfaceWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const DATA =
      'tbody td, tbody th, [data-map], [data-own-words], [role=img], dd, pre, code, script, style, option, h1, nav [aria-current=page] + *';
    const words: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (!element || text === '' || element.closest(DATA) || !element.checkVisibility()) continue;
      words.push(text);
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder]')) {
      if (element.closest(DATA)) continue;
      words.push(element.getAttribute('aria-label') ?? '', element.getAttribute('placeholder') ?? '');
    }
    return words.filter((text) => text !== '');
  });
}

/** The check itself can fail: it does on the French pages. */
export async function englishThroughout(stage: Stage): Promise<void> {
  const frenchWords = (words: string[]) => words.filter((text) => FRENCH.test(text));
  await goTo(stage.page, '/financier');
  assert.ok(frenchWords(await interfaceWords(stage.page)).length > 5, 'French is recognised as French');
  const page = await openSignedIn(stage, stage.account, { locale: 'en-GB' });
  await page.evaluate(() => localStorage.setItem('griot.preferences', JSON.stringify({ locale: 'en' })));
  await page.reload();
  await page.locator('main h1').first().waitFor();
  const left: string[] = [];
  for (const path of EVERY_PAGE) {
    await goTo(page, path);
    for (const text of new Set(frenchWords(await interfaceWords(page)))) left.push(`${path}: ${text}`);
  }
  await page.context().close();
  assert.deepEqual(left, []);
}

/** At 390 pixels nothing scrolls sideways, and the pages are under the thumb. */
export async function onAPhone(stage: Stage): Promise<void> {
  const page = await openSignedIn(stage, stage.account, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const wider: string[] = [];
  for (const path of EVERY_PAGE) {
    await goTo(page, path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 390) wider.push(`${path}: ${width}`);
  }
  assert.deepEqual(wider, []);
  await goTo(page, '/dashboard');
  const bar = page.getByRole('navigation').last();
  const box = await bar.boundingBox();
  assert.ok(box && box.y + box.height >= 843 && box.width === 390, 'the bar lies at the bottom, whole');
  for (const target of await bar.locator('a, button').all()) {
    const size = await target.boundingBox();
    assert.ok(size && size.height >= 48 && size.width >= 48, 'a target of 48 px');
  }
  await bar.getByRole('link', { name: 'Clients' }).click();
  await page.waitForURL(/\/clients/);
  await bar.getByRole('button', { name: 'Plus' }).click();
  await page.getByRole('menuitem', { name: 'Opérationnel' }).click();
  await page.waitForURL(/\/operationnel/);
  await page.context().close();
}
