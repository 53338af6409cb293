import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Finding {
  id: string;
  impact: string | null;
  help: string;
  nodes: { target: string[]; failureSummary?: string }[];
}

/** Rows after the seventh are made of what the first seven are made of. */
const REPEATED = 'tbody tr:nth-child(n+8), ul[aria-label] li:nth-child(n+8)';

/** What axe-core finds serious or critical on the page as it stands: rule, and the places. `only` names rules. */
export async function seriousFindings(page: Page, only?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    async ({ repeated, rules }) => {
      const { axe: inPage } = globalThis as unknown as {
        axe: { run(context: object, o: object): Promise<{ violations: Finding[] }> };
      };
      const answer = await inPage.run(
        { exclude: [repeated] },
        { resultTypes: ['violations'], iframes: false, ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}) },
      );
      return answer.violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes }));
    },
    { repeated: REPEATED, rules: only },
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => {
      const places = nodes.slice(0, 4).map((node) => `${node.target.join(' ')} (${node.failureSummary ?? ''})`);
      return `${id}: ${help}: ${nodes.length} times: ${places.join('; ')}`;
    });
}
