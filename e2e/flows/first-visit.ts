import assert from 'node:assert/strict';
import { fillLogin } from '../log-in.ts';
import { openPage, SECOND, type Stage } from './stage.ts';

/** Shown at the first visit, gone through with the keys, not shown again on another machine, and there when asked for. */
export async function firstVisit(stage: Stage): Promise<void> {
  // Without motion: a key pressed while the visit glides is not heard.
  const page = await openPage(stage, { reducedMotion: 'reduce' });
  await page.goto(`${stage.address}/login`);
  await fillLogin(page, SECOND);
  const tour = page.locator('.griot-tour');
  await tour.getByText('Bienvenue').waitFor();
  await page.keyboard.press('ArrowRight');
  await tour.getByText('Les pages').waitFor();
  await page.keyboard.press('ArrowLeft');
  await tour.getByText('Bienvenue').waitFor();
  const remembered = page.waitForResponse((answer) => answer.url().includes('/api/auth/tours'));
  let steps = 1;
  for (; steps < 20 && (await tour.count()) > 0; steps++) {
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(250);
  }
  assert.ok(steps >= 7 && steps < 20, `${steps} steps`);
  assert.equal((await remembered).status(), 200);
  await page.context().close();

  const elsewhere = await openPage(stage);
  await elsewhere.goto(`${stage.address}/login`);
  await fillLogin(elsewhere, SECOND);
  await elsewhere.locator('main [data-metric] data').first().waitFor();
  await elsewhere.waitForTimeout(1000);
  assert.equal(await elsewhere.locator('.griot-tour').count(), 0, 'remembered on the account');
  await elsewhere.getByRole('button', { name: /^Compte de/ }).click();
  await elsewhere.getByRole('menuitem', { name: 'Revoir la visite' }).click();
  await elsewhere.locator('.griot-tour').getByRole('button', { name: 'Passer la visite' }).click();
  await elsewhere.locator('.griot-tour').waitFor({ state: 'detached' });
  await elsewhere.context().close();
}
