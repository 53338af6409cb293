import assert from 'node:assert/strict';
import { generate } from 'otplib';
import { fillLogin } from '../log-in.ts';
import { goTo, openPage, openSignedIn, SECOND, SECOND_ZONE, type Stage } from './stage.ts';

/** An administrator adds a person limited to one zone; a scope misspelt is refused with its line. */
export async function addSomebody(stage: Stage): Promise<void> {
  const { page } = stage;
  await goTo(page, '/utilisateurs');
  await page.getByRole('button', { name: 'Ajouter une personne' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Nom', { exact: true }).fill(SECOND.name);
  await form.getByLabel('Identifiant').fill(SECOND.login);
  await form.getByLabel('Mot de passe provisoire').fill(SECOND.password);
  await form.getByLabel('Lecteur').check();
  await form.getByLabel('Portée').fill('zones.zone');
  await form.getByRole('button', { name: 'Ajouter une personne' }).click();
  await form.getByText(/Ligne 1/).waitFor();
  await form.getByLabel('Portée').fill(`zones.zone ${SECOND_ZONE.id}`);
  await form.getByRole('button', { name: 'Ajouter une personne' }).click();
  await form.waitFor({ state: 'detached' });
  await page.locator('main table').getByText(SECOND.name).waitFor();

  await page.getByRole('tab', { name: 'Rôles' }).click();
  await page.getByText('Gestionnaire des alertes').first().waitFor();
}

/** That person sees one zone's figures, and no page that their role does not open. */
export async function oneZoneAlone(stage: Stage): Promise<void> {
  const theirs = await openSignedIn(stage, SECOND);
  const zones = theirs.locator('main table[aria-label=Zones] tbody tr[data-index]');
  await zones.first().waitFor();
  assert.equal(await zones.count(), 1, 'one zone');
  assert.match((await zones.first().textContent()) ?? '', new RegExp(SECOND_ZONE.name));
  await theirs.goto(`${stage.address}/utilisateurs`);
  await theirs.getByText(/Votre rôle ne donne pas accès/).waitFor();
  await theirs.context().close();
}

/** Enrols a second factor by its key, is asked for a code at the next log-in, and takes the factor away. */
export async function twoFactors(stage: Stage): Promise<void> {
  const page = await openSignedIn(stage, SECOND);
  await goTo(page, '/profil');
  await page.getByRole('button', { name: 'Activer le deuxième facteur' }).click();
  const secret = (await page.locator('main code').textContent())?.trim() ?? '';
  await page.getByLabel('Code à six chiffres').fill('000000');
  await page.getByRole('button', { name: 'Confirmer' }).click();
  await page.locator('main [role=alert], main [aria-invalid=true]').first().waitFor();
  const now = () => Math.floor(Date.now() / 1000);
  await page.getByLabel('Code à six chiffres').fill(await generate({ secret, epoch: now() }));
  await page.getByRole('button', { name: 'Confirmer' }).click();
  await page
    .getByText(/codes de secours/)
    .first()
    .waitFor();
  const [recovery = ''] = await page.locator('main ul.figures li').allTextContents();
  await page.getByRole('button', { name: 'Je les ai notés' }).click();
  await page.getByRole('button', { name: 'Retirer le deuxième facteur' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Activer le deuxième facteur' }).count(), 0);
  await page.context().close();

  const again = await openPage(stage);
  await again.goto(`${stage.address}/login`);
  await fillLogin(again, SECOND);
  await again.locator('input[name=totp]').fill('123456');
  await again.locator('button[type=submit]').click();
  await again.getByRole('alert').first().waitFor();
  assert.match(again.url(), /\/login|\/$/, 'a wrong code lets nobody in');
  // A later code than the one that the enrolment spent: the next of the two that the server accepts.
  await again.locator('input[name=totp]').fill(await generate({ secret, epoch: now() + 30 }));
  await again.locator('button[type=submit]').click();
  await again.waitForURL(/\/dashboard/);
  await goTo(again, '/profil');
  await again.getByRole('button', { name: 'Retirer le deuxième facteur' }).click();
  await again.getByLabel('Code à six chiffres').fill(recovery);
  await again.getByRole('button', { name: 'Retirer le deuxième facteur' }).click();
  await again.getByRole('button', { name: 'Activer le deuxième facteur' }).waitFor();
  await again.context().close();
}

/** What was done is on the audit page, found by its action, and the chain holds. */
export async function audit({ page }: Stage): Promise<void> {
  await goTo(page, '/audit');
  await page.getByLabel('Action', { exact: true }).fill('core.member.');
  await page.waitForURL(/action=core\.member/);
  await page.waitForFunction(() => {
    const rows = [...document.querySelectorAll('main table tbody tr[data-index]')];
    return rows.length > 0 && rows.every((row) => row.textContent?.includes('core.member.'));
  });
  await page.locator('main table tbody tr[data-index] button').first().click();
  await page.getByRole('dialog').getByText('Empreinte').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Vérifier la chaîne' }).click();
  await page.getByText(/Chaîne intacte : \d/).waitFor();
}
