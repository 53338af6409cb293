import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { seriousFindings } from '../serious-findings.ts';
import { frenchMessages } from './french-messages.ts';
import { OTHER_APPLICATIONS, pagesNotGoneThrough, pagesOf } from './page-list.ts';
import { goTo, openSignedIn, type Stage } from './stage.ts';

/** Of each demonstration tenant. */
const administrator = (application: string): string => `admin@${application}.demo`;
/** Of the demonstration: clients and a journal of Compta, a person and a role of Zones. */
const NAMES = /Ateliers du Plateau|Comptoir du Fleuve|^lecture$|^lecteur$|^banque$/i;

/** Words that English does not have; names of the agency's own data are not looked at. */
const FRENCH =
  /\b(le|la|les|des|du|une|est|sont|sur|pour|avec|dans|aucune?|chiffre|chiffres|impayés?|zone par|toutes?|tous|ajouter|enregistrer|modifier|supprimer|voir|ouvrir|fermer|jours|mois|période|tableau|clients? à|selon|depuis|fichier|erreur|lignes?)\b/i;

interface Words {
  /** Of the interface: without cells of rows, names of charts' items and titles that the tenant wrote. */
  own: string[];
  /** Everything that is read, the tenant's data among it. */
  all: string[];
}

async function wordsOf(page: Page): Promise<Words> {
  return page.evaluate(() => {
    const DATA = 'tbody td, tbody th, [data-map], [role=img], dd, pre, code, option, h1, nav [aria-current=page] + *';
    /** Written down once, in the language of the organisation: logs, names of its people. */
    const WRITTEN = 'script, style, code, [role=log], [data-own-words]';
    const own: string[] = [];
    const all: string[] = [];
    const add = (element: Element, text: string | null | undefined) => {
      const said = text?.trim() ?? '';
      if (said === '' || element.closest(WRITTEN)) return;
      all.push(said);
      if (!element.closest(DATA)) own.push(said);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element?.checkVisibility()) add(element, node.textContent);
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder]'))
      for (const name of ['aria-label', 'placeholder']) add(element, element.getAttribute(name));
    return { own, all };
  });
}

/** What the server calls things, in both languages: texts of the same answers that differ. */
async function namesByServer(page: Page, paths: readonly string[]): Promise<[string, string][]> {
  const asked = async (path: string, language: string): Promise<unknown> => {
    const answer = await page.evaluate(
      async ([to, spoken]) => {
        const session = await fetch('/api/auth/refresh', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{}',
        });
        const { accessToken } = (await session.json()).data;
        const response = await fetch(to, {
          headers: { authorization: `Bearer ${accessToken}`, 'accept-language': spoken },
        });
        return response.json();
      },
      [path, language] as const,
    );
    return answer;
  };
  const pairs: [string, string][] = [];
  const compare = (fr: unknown, en: unknown): void => {
    if (typeof fr === 'string' && typeof en === 'string') {
      if (fr !== en) pairs.push([fr, en]);
    } else if (typeof fr === 'object' && fr !== null && typeof en === 'object' && en !== null)
      for (const [key, value] of Object.entries(fr)) compare(value, (en as Record<string, unknown>)[key]);
  };
  for (const path of paths) compare(await asked(path, 'fr'), await asked(path, 'en'));
  return pairs;
}

async function stillIn(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.waitForFunction(
    (wanted) => (document.documentElement.dataset.theme === 'dark') === (wanted === 'dark'),
    theme,
  );
  await page.waitForTimeout(300);
  await page.waitForFunction(() => document.getAnimations().every((one) => !(one instanceof CSSTransition)));
}

/** Each page once, in English: no French left, nothing serious for axe in either light, no question of it refused. */
export async function everyPage(stage: Stage, application: string): Promise<void> {
  assert.deepEqual(pagesNotGoneThrough(), [], 'every page of the routers is gone through');
  const account = { ...stage.account, login: administrator(application) };
  const page = await openSignedIn(stage, account, { locale: 'en-GB', colorScheme: 'light', reducedMotion: 'reduce' });
  await page.evaluate(() => localStorage.setItem('griot.preferences', JSON.stringify({ locale: 'en' })));
  await page.reload();
  await page.locator('main h1').first().waitFor();
  const faults: string[] = [];
  let path = '';
  page.on('response', (answer) => {
    if (answer.status() >= 400 && answer.url().includes('/api/'))
      faults.push(`${path}: ${answer.status()} ${answer.url()}`);
  });
  const names = ['/api/reports/templates', '/api/dashboards', `/api/metrics/${application}`];
  const isFrench = await frenchMessages(await namesByServer(page, names));
  for (path of await pagesOf(page, application)) {
    await goTo(page, path);
    await stillIn(page, 'light');
    const { own, all } = await wordsOf(page);
    for (const text of new Set(own.filter((one) => FRENCH.test(one) && !NAMES.test(one))))
      faults.push(`${path}: French: ${text}`);
    for (const text of new Set(all.filter((one) => isFrench(one) && !NAMES.test(one))))
      faults.push(`${path}: French by its catalogue: ${text}`);
    for (const finding of await seriousFindings(page)) faults.push(`${path}: ${finding}`);
    // Between the two lights nothing but colours changes.
    await stillIn(page, 'dark');
    for (const finding of await seriousFindings(page, ['color-contrast'])) faults.push(`${path} (dark): ${finding}`);
    await page.emulateMedia({ colorScheme: 'light' });
  }
  await page.context().close();
  assert.deepEqual(faults, []);
}

/** The checks themselves can fail: both know the French page as French. */
export async function frenchIsFrench(stage: Stage): Promise<void> {
  await goTo(stage.page, '/financier');
  const { own, all } = await wordsOf(stage.page);
  assert.ok(own.filter((text) => FRENCH.test(text)).length > 5, 'by its words');
  assert.ok(all.filter(await frenchMessages()).length > 10, 'by its catalogue');
}

/** At 390 pixels nothing scrolls sideways, and the pages are under the thumb. */
export async function onAPhone(stage: Stage): Promise<void> {
  const wider: string[] = [];
  const onPhone = { viewport: { width: 390, height: 844 }, hasTouch: true };
  const look = async (page: Page, application: string) => {
    for (const path of await pagesOf(page, application)) {
      await goTo(page, path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 390) wider.push(`${path}: ${width}`);
    }
  };
  for (const application of OTHER_APPLICATIONS) {
    const theirs = await openSignedIn(stage, { ...stage.account, login: administrator(application) }, onPhone);
    await look(theirs, application);
    await theirs.context().close();
  }
  const page = await openSignedIn(stage, stage.account, onPhone);
  await look(page, 'zones');
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
