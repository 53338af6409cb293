import type { Page } from 'playwright-core';

/** Kilobytes of script that opening a page for the first time sends, as they are sent: compressed. */
export async function scriptOf(page: Page, address: string): Promise<number> {
  await page.goto(address);
  await page.locator('input[name=login]').waitFor();
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => /\.js$/.test(new URL(entry.name).pathname))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  );
  return bytes / 1024;
}

/** Milliseconds from the start of a full load, session and all, to the largest paint of the page's content. */
export async function largestPaintOf(page: Page, address: string): Promise<number> {
  await page.goto('about:blank');
  await page.goto(address);
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        let latest = 0;
        let quiet: ReturnType<typeof setTimeout>;
        const wait = () => {
          clearTimeout(quiet);
          quiet = setTimeout(() => done(latest), 1500);
        };
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) latest = entry.startTime;
          wait();
        }).observe({ type: 'largest-contentful-paint', buffered: true });
        wait();
      }),
  );
}
