import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Said when no browser can be had, so that a skipped test tells how to run it. */
export const NO_CHROMIUM =
  'no Chromium: install Debian’s package (apt install chromium), or name one in CHROMIUM_PATH, or `npx playwright-core install chromium`';

/** A Chromium to drive: the one named, the system's, or the one that playwright has downloaded; undefined when none. */
export function findChromium(named: string | undefined): string | undefined {
  if (named) return existsSync(named) ? named : undefined;
  const downloaded = chromium.executablePath();
  return [...PLACES, downloaded].find((place) => place !== '' && existsSync(place));
}
