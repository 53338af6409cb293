import type { Page } from 'playwright-core';

export interface Scrolled {
  rows: number;
  ms: number;
  framesPerSecond: number;
  /** Longest time between two frames, milliseconds. */
  longest: number;
}

const ROWS = 100_000;
const MS = 4000;

/** A hundred thousand clients, as the API would answer them in one page; the built page holds and scrolls them. */
export async function scrollLongTable(page: Page, address: string): Promise<Scrolled> {
  await page.route('**/api/clients?*', async (route) => {
    const answer = await route.fetch();
    const { data } = (await answer.json()) as { data: { items: Record<string, unknown>[] } };
    const [pattern] = data.items;
    const items = Array.from({ length: ROWS }, (_, at) => ({
      ...pattern,
      id_entreprise: `ENT-${at}`,
      raison_sociale: `Entreprise ${at}`,
    }));
    const body = { success: true, data: { ...data, items, total: ROWS, nextCursor: null } };
    await route.fulfill({ json: body });
  });
  await page.goto(`${address}/clients`);
  const count = page.getByText(/^100\s000 lignes$/u).first();
  await count.waitFor({ timeout: 120_000 });
  await page.waitForTimeout(1500);
  const scrolled = await scroll(page, 'main table tbody tr[data-index]');
  await page.unroute('**/api/clients?*');
  return { rows: ROWS, ...scrolled };
}

/** The yardstick: how often this browser on this machine draws a table that costs it nothing. */
export async function scrollPlainTable(page: Page, address: string): Promise<Omit<Scrolled, 'rows'>> {
  await page.goto(`${address}/icon.svg`);
  await page.goto('about:blank');
  await page.setContent(
    `<main><div style="height:700px;overflow:auto"><table>${'<tr data-index><td style="height:120px;width:900px">ligne</td></tr>'.repeat(40)}</table></div></main>`,
  );
  return scroll(page, 'main table tr[data-index]');
}

/** Scrolls the box of a row as a hand on a wheel does, a step each frame, and times the frames. */
function scroll(page: Page, row: string): Promise<Omit<Scrolled, 'rows'>> {
  return page.evaluate(
    ({ row: selector, ms }) =>
      new Promise((done, failed) => {
        let box = document.querySelector<HTMLElement>(selector)?.parentElement ?? null;
        while (box && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
        if (!box) return failed(new Error('nothing scrolls'));
        box.scrollIntoView();
        const scroller = box;
        const frames: number[] = [];
        const began = performance.now();
        let before = began;
        const turn = (now: number) => {
          frames.push(now - before);
          before = now;
          scroller.scrollTop += 97;
          if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 100) scroller.scrollTop = 0;
          if (now - began < ms) requestAnimationFrame(turn);
          else {
            const took = performance.now() - began;
            const blank = document.querySelectorAll(selector).length === 0;
            if (blank) failed(new Error('no row is in sight'));
            done({ ms: took, framesPerSecond: (frames.length * 1000) / took, longest: Math.max(...frames.slice(1)) });
          }
        };
        requestAnimationFrame(turn);
      }),
    { row, ms: MS },
  );
}
