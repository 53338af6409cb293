import { Decimal } from '@griot/kernel';

export type StatementName = 'actif' | 'passif' | 'resultat';

/** A line of a statement as its form declares it (`warehouse/seeds/etats_postes.csv`). */
export interface LineDefinition {
  statement: StatementName;
  reference: string;
  /** `resultat`: accounts of its own and, besides, a figure of the compte de résultat. */
  nature: 'poste' | 'total' | 'resultat';
  /** Of other lines of the same chart: `XB-RA+TE`. */
  formula: string | null;
  label: string;
  source: string;
}

export interface Figures {
  gross: Decimal;
  wear: Decimal;
  net: Decimal;
}

export const NOTHING: Figures = { gross: Decimal.zero, wear: Decimal.zero, net: Decimal.zero };

/**
 * Figures of every line, from those that accounts make up: totals by their formulas. Throws when a formula names a line that is
 * not there, or leads back to itself: the forms are ours, so it is a fault of ours.
 */
export function computeLines(
  definitions: readonly LineDefinition[],
  found: ReadonlyMap<string, Figures>,
): Map<string, Figures> {
  const byReference = new Map(definitions.map((line) => [line.reference, line]));
  const done = new Map<string, Figures>();
  const open = new Set<string>();
  const figuresOf = (reference: string): Figures => {
    const known = done.get(reference);
    if (known) return known;
    const line = byReference.get(reference);
    if (!line) throw new Error(`no line ${reference}`);
    if (open.has(reference)) throw new Error(`line ${reference} is a sum of itself`);
    open.add(reference);
    let sum = line.nature === 'total' ? NOTHING : (found.get(reference) ?? NOTHING);
    for (const { sign, reference: of } of termsOf(line.formula)) sum = plus(sum, figuresOf(of), sign);
    open.delete(reference);
    done.set(reference, sum);
    return sum;
  };
  for (const { reference } of definitions) figuresOf(reference);
  return done;
}

export function termsOf(formula: string | null): { sign: 1 | -1; reference: string }[] {
  return [...(formula ?? '').matchAll(/([+-]?)([A-Z]{2})/g)].map(([, sign, reference = '']) => ({
    sign: sign === '-' ? -1 : 1,
    reference,
  }));
}

function plus(a: Figures, b: Figures, sign: 1 | -1): Figures {
  const signed = (figure: Decimal): Decimal => (sign === 1 ? figure : figure.negate());
  return { gross: a.gross.add(signed(b.gross)), wear: a.wear.add(signed(b.wear)), net: a.net.add(signed(b.net)) };
}

/** Lines that say whether a chart's statements agree: totals of both sides, the result in the bilan and where it was made. */
export const AGREEMENT = {
  syscohada: { assets: 'BZ', liabilities: 'DZ', resultInBalance: 'CJ', result: 'XI' },
  pcg: { assets: 'CO', liabilities: 'EE', resultInBalance: 'DI', result: 'HN' },
} as const;
