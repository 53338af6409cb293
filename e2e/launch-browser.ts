import { type Browser, chromium } from 'playwright-core';

/** Nothing but loopback is asked for; WebGL is drawn by the processor, as machines without a screen must. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];
const WEBGL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const NO_WEBGL = ['--disable-gpu', '--disable-3d-apis'];

export function launchBrowser(executablePath: string, o: { webgl?: boolean } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [...ARGUMENTS, ...(o.webgl === false ? NO_WEBGL : WEBGL)],
  });
}
