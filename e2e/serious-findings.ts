import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Finding {
  id: string;
  impact: string | null;
  help: string;
  nodes: { target: string[]; failureSummary?: string }[];
}

/** What axe-core finds serious or critical on the page as it stands: rule, and the places. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe: inPage } = globalThis as unknown as {
      axe: { run(o: object): Promise<{ violations: Finding[] }> };
    };
    const answer = await inPage.run({ resultTypes: ['violations'] });
    return answer.violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes }));
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => {
      const places = nodes.slice(0, 4).map((node) => `${node.target.join(' ')} (${node.failureSummary ?? ''})`);
      return `${id}: ${help}: ${nodes.length} times: ${places.join('; ')}`;
    });
}
