import assert from 'node:assert/strict';
import { askedFromAnywhere, askedOfAFile } from './flows/assistant.ts';
import { madeFromAChart, sharedAndSeen, takenAwayAndBack } from './flows/dashboards.ts';
import { firstVisit } from './flows/first-visit.ts';
import { bellRings, boardsAgree, wallFollows } from './flows/live.ts';
import { onStage } from './flows/on-stage.ts';
import { addSomebody, audit, oneZoneAlone, twoFactors } from './flows/people.ts';
import { drawerAddsUp, keyboardAlone, operations } from './flows/read-and-open.ts';
import { DEMO_LOGIN, openPage } from './flows/stage.ts';
import { fillLogin, logIn } from './log-in.ts';
import { scriptOf } from './measure/page-loads.ts';

onStage('a person reads the figures in a browser', { demoOf: 'zones' }, async (t, stage) => {
  const { page, address, account } = stage;
  await t.test('a wrong password is refused, and what was typed is kept', async () => {
    await page.goto(`${address}/login`);
    await fillLogin(page, { login: DEMO_LOGIN, password: 'pas le bon' });
    await page.getByRole('alert').first().waitFor();
    assert.equal(await page.locator('input[name=login]').inputValue(), DEMO_LOGIN);
    assert.match(page.url(), /\/login/);
  });

  await t.test('a mailed link that was used says so and offers another, and its token leaves the address', async () => {
    await page.goto(`${address}/reset-password#a-token-of-long-ago`);
    await page.locator('input[name=new-password]').fill(account.password);
    await page.locator('input[name=again]').fill('autre chose');
    await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click();
    await page.getByText('Les deux mots de passe ne sont pas les mêmes.').waitFor();
    await page.locator('input[name=again]').fill(account.password);
    await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click();
    await page.getByText('Ce lien a expiré ou a déjà servi').waitFor();
    assert.doesNotMatch(page.url(), /token/);
    await page.getByRole('link', { name: 'Demander un nouveau lien' }).click();
    await page.locator('input[name=login]').fill(DEMO_LOGIN);
    await page.getByRole('button', { name: 'Envoyer le lien' }).click();
    await page.getByText('Cette installation n’envoie pas de courrier').waitFor();
  });

  await t.test('the dashboard shows figures with their passports', async () => {
    await logIn(page, account);
    await page.getByText('Chiffre d’affaires', { exact: true }).first().waitFor();
    await page.getByText(/FCFA/).first().waitFor();
    assert.ok((await page.locator('main table tbody tr[data-index]').count()) > 3, 'the table of zones has rows');
  });

  await t.test('a filter by zone goes to the address and changes the page', async () => {
    await page.goto(`${address}/financier`);
    const rows = page.locator('main table tbody tr[data-index]');
    await rows.first().waitFor();
    await page.getByRole('combobox', { name: 'Zone' }).first().click();
    await page.getByRole('option', { name: 'Yopougon' }).click();
    await page.waitForURL(/zone=/);
    await page.waitForFunction(() => {
      const cells = [...document.querySelectorAll('main table tbody tr[data-index]')];
      return cells.length > 0 && cells.every((row) => row.textContent?.includes('Yopougon'));
    });
    await page.reload();
    await rows.first().waitFor();
    assert.match(page.url(), /zone=/, 'a reload keeps the filter, and the session');
  });

  await t.test('a zone opens from the map', async () => {
    await page.goto(`${address}/occupation`);
    await page.locator('[data-map=drawn] svg g path').first().waitFor({ state: 'attached' });
    const zone = page.locator('[data-map=drawn] svg g').last();
    await zone.dispatchEvent('click', { bubbles: true });
    await page.getByRole('button', { name: 'Ouvrir la fiche' }).click();
    await page.waitForURL(/\/occupation\/[^/?]+/);
    await page.locator('main table tbody tr[data-index]').first().waitFor();
  });

  await t.test('a client opens, its risk explained', async () => {
    await page.goto(`${address}/clients`);
    await page.locator('main table tbody a:visible').first().click();
    await page.waitForURL(/\/clients\/[^/?]+/);
    await page
      .getByText(/risque/i)
      .first()
      .waitFor();
  });

  await t.test('the runs are there, with their steps and their log', async () => {
    await page.goto(`${address}/runs`);
    await page.locator('main a[href^="/runs/"]:visible').first().click();
    await page.waitForURL(/\/runs\/[^/?]+/);
    await page.locator('main h1').first().waitFor();
  });

  await t.test('the first load is under 300 kB of compressed script', async () => {
    const fresh = await openPage(stage);
    const kilobytes = await scriptOf(fresh, `${address}/login`);
    await fresh.context().close();
    assert.ok(kilobytes > 50 && kilobytes < 300, `${kilobytes} kB`);
  });

  await t.test('the rows of the drawer add up to the figure that was opened', () => drawerAddsUp(stage));
  await t.test('operations: an indicator changes the charts and the table', () => operations(stage));
  await t.test('with the keys alone, from the filters to the table and the rows of a figure', () =>
    keyboardAlone(stage),
  );
  await t.test('a question is asked from any page by the palette', () => askedFromAnywhere(stage));
  await t.test('a file is asked beside a conversation, and goes with it', () => askedOfAFile(stage));
  await t.test('a person is added with a role and a zone', () => addSomebody(stage));
  await t.test('the visit is shown once, and again when asked for', () => firstVisit(stage));
  await t.test('a person of one zone sees no other', () => oneZoneAlone(stage));
  await t.test('a second factor is enrolled, asked for and taken away', () => twoFactors(stage));
  await t.test('the audit page finds what was done and verifies its chain', () => audit(stage));
  await t.test('a dashboard is made from a chart, by hand and by keys', () => madeFromAChart(stage));
  await t.test('a shared dashboard shows a person of one zone that zone', () => sharedAndSeen(stage));
  await t.test('a dashboard is taken away in five forms, and comes back from YAML', () => takenAwayAndBack(stage));
  await t.test('a page and a board state the same figure for the same period', () => boardsAgree(stage));
  await t.test('an alert rings the bell of an open page, and leads to itself', () => bellRings(stage));
  await t.test('a wall cycles, follows what is published, and says that its figures are stale or its server away', () =>
    wallFollows(stage),
  );

  await t.test('logging out ends the session', async () => {
    await page.getByRole('button', { name: /^Compte de/ }).click();
    await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
    await page.locator('input[name=password]').waitFor();
    await page.goto(`${address}/dashboard`);
    await page.locator('input[name=password]').waitFor();
    assert.equal(await page.locator('main table').count(), 0, 'nothing of the tenant is left on the page');
  });
});
