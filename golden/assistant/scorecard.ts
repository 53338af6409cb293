import type { Verdict } from './judge.ts';

export interface Judged {
  family: string;
  question: string;
  verdict: Verdict['verdict'];
  reason: string;
  /** Its rows were held against truth SQL, not its query alone. */
  checked: boolean;
  /** Of the third that is not looked at while the grammar is worked on. */
  unseen: boolean;
}

/** Figures by family, then over all and over the unseen third; what failed is named, save of the unseen third unless asked. */
export function scorecard(judged: readonly Judged[], showUnseen: boolean): string {
  const lines: string[] = [];
  const families = [...new Set(judged.map(({ family }) => family))];
  const heading = `${'family'.padEnd(26)} ${'asked'.padStart(6)} ${'right'.padStart(6)} ${'wrong'.padStart(6)} ${'clarified'.padStart(9)} ${'unknown'.padStart(8)} ${'refused'.padStart(8)}`;
  const row = (name: string, of: readonly Judged[]) => {
    const count = (verdict: Judged['verdict']) => of.filter((one) => one.verdict === verdict).length;
    return `${name.padEnd(26)} ${String(of.length).padStart(6)} ${String(count('right')).padStart(6)} ${String(count('wrong')).padStart(6)} ${String(count('clarified')).padStart(9)} ${String(count('unknown')).padStart(8)} ${String(count('refused')).padStart(8)}`;
  };
  for (const one of judged)
    if (one.verdict !== 'right')
      lines.push(
        one.unseen && !showUnseen
          ? `${one.verdict} (unseen, family ${one.family})`
          : `${one.verdict}: ${one.question}\n    ${one.reason}`,
      );
  lines.push(
    '',
    heading,
    ...families.map((family) =>
      row(
        family,
        judged.filter((one) => one.family === family),
      ),
    ),
  );
  const unseen = judged.filter((one) => one.unseen);
  const seen = judged.filter((one) => !one.unseen);
  const percent = (of: readonly Judged[]) =>
    `${((100 * of.filter(({ verdict }) => verdict === 'right').length) / Math.max(1, of.length)).toFixed(1)} % right, ${of.filter(({ verdict }) => verdict === 'wrong').length} wrong with confidence`;
  lines.push('', row('all', judged), row('unseen third', unseen), '');
  lines.push(`${families.length} families, ${judged.length} questions: ${percent(judged)}`);
  lines.push(`${judged.filter(({ checked }) => checked).length} of them held against the rows of truth SQL`);
  lines.push(`seen two thirds: ${percent(seen)} · unseen third: ${percent(unseen)}`);
  return lines.join('\n');
}
