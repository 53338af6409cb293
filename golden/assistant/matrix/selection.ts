/** A family of questions: lines with `{holes}`, the parts that fill them, and what they must be understood as. */
export interface Family<Parts extends Holes = Holes> {
  readonly name: string;
  readonly application: 'zones' | 'compta' | 'payops';
  readonly lines: string;
  readonly over: readonly Parts[];
  /** The query in words; others are the same answer shown in another way. */
  readonly right: (parts: Parts) => string | readonly string[];
  /** May be asked back instead: it can mean two things. */
  readonly mayAsk?: true;
}
type Holes = Readonly<Record<string, string>>;

interface Case {
  readonly line: string;
  readonly q: string;
  readonly right: readonly string[];
  readonly mayAsk: boolean;
}

export const family = <Parts extends Holes>(one: Family<Parts>): Family => one as unknown as Family;

/** Every line with every part; a line whose hole a part leaves undefined is not asked of it. */
export function casesOf({ lines, over, right, mayAsk }: Family): Case[] {
  const written = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return over.flatMap((parts) => {
    const holes = Object.keys(parts).join('|');
    const meant = right(parts);
    return written.flatMap((line) => {
      const q = line.replace(new RegExp(`\\{(${holes})\\}`, 'g'), (_, hole: string) => parts[hole] ?? '');
      return q.includes('{')
        ? []
        : [{ line, q, right: typeof meant === 'string' ? [meant] : meant, mayAsk: mayAsk === true }];
    });
  });
}

/** All pairs of two lists of parts. */
export const pairs = <A extends Holes, B extends Holes>(a: readonly A[], b: readonly B[]): (A & B)[] =>
  a.flatMap((one) => b.map((other) => ({ ...one, ...other })));

/** Figures of Zones: bare, with `le`, with `de`, in English. */
export const MONEY = [
  { m: 'ca_total', f: 'CA', lf: 'le CA', df: 'du CA', e: 'revenue' },
  { m: 'ca_total', f: "chiffre d'affaires", lf: "le chiffre d'affaires", df: "du chiffre d'affaires", e: 'turnover' },
  { m: 'creances_clients_montant', f: 'encours', lf: "l'encours", df: "de l'encours", e: 'outstanding amount' },
] as const;
export const MONIES = [
  { m: 'encaissements', f: 'encaissements', lf: 'les encaissements', df: 'des encaissements', e: 'cash received' },
  { m: 'montant_impaye', f: 'impayés', lf: 'les impayés', df: 'des impayés', e: 'overdue amount' },
  { m: 'creances_clients_montant', f: 'créances', lf: 'les créances', df: 'des créances', e: 'receivables' },
] as const;
export const RATES = [
  {
    m: 'taux_occupation',
    f: "taux d'occupation",
    lf: "le taux d'occupation",
    df: "du taux d'occupation",
    e: 'occupancy rate',
  },
  {
    m: 'taux_recouvrement',
    f: 'taux de recouvrement',
    lf: 'le taux de recouvrement',
    df: 'du taux de recouvrement',
    e: 'collection rate',
  },
] as const;
export const CLIENT = 'entreprise__raison_sociale';
export const SECTOR = 'entreprise__secteur_activite';
export const SEGMENT = 'entreprise__segment_client';
export const ZONE = 'zone__nom_zone';
export const REGION = 'zone__region';
