import type { Books } from './open-books.ts';

export const CONTROLS = [
  'piece_desequilibree',
  'compte_attente',
  'non_lettre',
  'rupture_numerotation',
  'montant_rond',
  'doublon',
  'fin_de_semaine',
  'benford',
] as const;
export type Control = (typeof CONTROLS)[number];

export interface ControlFinding {
  controle: Control;
  date: string;
  /** The entry it is about: its batch and row; null when it is about an account or the whole. */
  batchId: string;
  ligne: number | null;
  compte: string;
  tiers: string;
  journal: string;
  piece: string;
  montant: string;
  detail: string;
}

export interface Controls {
  /** Every control, also those that found nothing. */
  counts: { controle: Control; count: number }[];
  items: ControlFinding[];
  /** More were found than are listed. */
  truncated: boolean;
  benford: {
    total: number;
    chi2: number | null;
    mad: number | null;
    digits: { chiffre: number; observe: number; partObservee: number; partAttendue: number }[];
  };
}

const MOST = 2000;

/** What the controls found in the period of a situation. */
export async function readControls(books: Books): Promise<Controls> {
  const { batchId } = books.situation;
  const found = await books.query(
    'select controle, count(*) from mart_controles where batch_id = $1 group by controle',
    [batchId],
  );
  const counts = new Map(found.map(([controle, count]) => [String(controle), Number(count)]));
  const rows = await books.query(
    `select controle, date_constat, lot_id, ligne, compte, tiers, journal, piece, montant, detail
     from mart_controles where batch_id = $1 order by controle, date_constat, ligne limit ${MOST}`,
    [batchId],
  );
  const [distance] = await books.query('select total, chi2, mad from mart_benford_lots where batch_id = $1', [batchId]);
  const digits = await books.query(
    'select chiffre, observe, part_observee, part_attendue from mart_benford where batch_id = $1 order by chiffre',
    [batchId],
  );
  const sum = [...counts.values()].reduce((total, count) => total + count, 0);
  return {
    counts: CONTROLS.map((controle) => ({ controle, count: counts.get(controle) ?? 0 })),
    items: rows.map(([controle, date, lot, ligne, compte, tiers, journal, piece, montant, detail]) => ({
      controle: controle as Control,
      date: String(date),
      batchId: String(lot),
      ligne: ligne === null || ligne === undefined ? null : Number(ligne),
      ...{ compte: String(compte ?? ''), tiers: String(tiers ?? ''), journal: String(journal ?? '') },
      ...{ piece: String(piece ?? ''), montant: String(montant), detail: String(detail ?? '') },
    })),
    truncated: sum > rows.length,
    benford: {
      total: Number(distance?.[0] ?? 0),
      chi2: distance ? Number(distance[1]) : null,
      mad: distance ? Number(distance[2]) : null,
      digits: digits.map(([chiffre, observe, partObservee, partAttendue]) => ({
        ...{ chiffre: Number(chiffre), observe: Number(observe) },
        ...{ partObservee: Number(partObservee), partAttendue: Number(partAttendue) },
      })),
    },
  };
}
