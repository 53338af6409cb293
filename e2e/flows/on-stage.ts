import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { startGriot } from '../crash/started-server.ts';
import { findChromium, NO_CHROMIUM } from '../find-chromium.ts';
import { launchBrowser } from '../launch-browser.ts';
import { DEMO_LOGIN, openPage, type Stage } from './stage.ts';

const chromium = findChromium(process.env.CHROMIUM_PATH);
const PASSWORD = 'une phrase pour la visite';

/** A stage whose platform can be stopped and started again at the same address, on what it has kept. */
export interface RestartedStage extends Stage {
  server: { stop(): Promise<void>; start(): Promise<void> };
}

/**
 * A test in a browser, on a platform of its own with small demonstrations (`demoOf`: of one application): files of such tests run beside each other.
 * Skipped, and said, where there is no Chromium. Fails when a script of any page failed.
 */
export function onStage(
  title: string,
  o: { demoOf?: string },
  play: (t: TestContext, stage: RestartedStage) => Promise<void>,
): void {
  test(title, { timeout: 1_200_000, skip: chromium ? false : NO_CHROMIUM }, async (t) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'griot-browser-'));
    const start = { ...o, demoScale: 0.2, password: PASSWORD, pages: true };
    let running = await startGriot(dataDir, start);
    const { address } = running;
    // Without WebGL the map is drawn as SVG: its zones can then be found and clicked like any element.
    const browser = await launchBrowser(chromium ?? '', { webgl: false }).catch(async (failed: unknown) => {
      await running.stop();
      throw failed;
    });
    // Its folder goes when nobody writes there any more: hooks run in the order in which they were asked for.
    t.after(async () => {
      await browser.close();
      await running.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
    });
    const faults: string[] = [];
    const account = { baseUrl: address, login: DEMO_LOGIN, password: PASSWORD };
    const page = await openPage({ browser, faults });
    const server = {
      stop: () => running.stop(),
      start: async () => {
        running = await startGriot(dataDir, { ...start, port: Number(new URL(address).port) });
      },
    };
    await play(t, { address, browser, page, account, faults, server });
    assert.deepEqual(faults, [], 'no script failed in the page');
  });
}
