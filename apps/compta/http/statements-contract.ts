import { z } from 'zod';
import { COMPARISONS } from '../queries/open-books.ts';
import { CONTROLS } from '../queries/read-controls.ts';
import { INDICATOR_NAMES, type Indicator } from '../queries/read-indicators.ts';
import { client } from './contract.ts';

const amount = z.string();
const day = z.iso.date();

export const booksQuery = z.object({ batchId: z.uuid(), comparaison: z.enum(COMPARISONS).default('an') });
export const entryQuery = z.object({
  batchId: z.uuid(),
  /** The batch of the entry, when it is of an earlier period of the same books. */
  lot: z.uuid().optional(),
  ligne: z.coerce.number().int().min(1),
});
export const ledgerQuery = z.object({
  batchId: z.uuid(),
  compte: z.string().min(1).max(40).optional(),
  tiers: z.string().min(1).max(60).optional(),
  journal: z.string().min(1).max(20).optional(),
  du: day.optional(),
  au: day.optional(),
});
export const ledgerPage = ledgerQuery.extend({
  debut: z.coerce.number().int().min(0).default(0),
  limite: z.coerce.number().int().min(1).max(2000).default(500),
});

/** What every answer about books says: whose, of when, held against what, from which build. */
const head = {
  client: client.omit({ archived: true }),
  date: day,
  booksStart: day,
  compared: z.object({ batchId: z.uuid(), date: day }).nullable(),
  generation: z.number().int(),
};

const line = z.object({
  reference: z.string(),
  nature: z.enum(['poste', 'total', 'resultat']),
  label: z.string(),
  gross: amount,
  wear: amount,
  net: amount,
  previous: amount.nullable(),
  accounts: z.number().int(),
});

export const statements = z.object({
  ...head,
  actif: z.array(line),
  passif: z.array(line),
  resultat: z.array(line),
  agreement: z.object({
    assets: amount,
    liabilities: amount,
    result: amount,
    resultInBalance: amount,
    closed: z.boolean(),
    holds: z.boolean(),
  }),
  unplaced: z.array(z.object({ compte: z.string(), intitule: z.string(), solde: amount })),
  sources: z.object({ actif: z.string(), passif: z.string(), resultat: z.string() }),
});

export const lineAccounts = z.object({
  ...head,
  items: z.array(
    z.object({
      compte: z.string(),
      intitule: z.string(),
      colonne: z.enum(['brut', 'amortissement']),
      montant: amount,
      previous: amount.nullable(),
      ecritures: z.number().int(),
    }),
  ),
});

export const accounts = z.object({
  ...head,
  items: z.array(
    z.object({
      compte: z.string(),
      intitule: z.string(),
      debit: amount,
      credit: amount,
      solde: amount,
      ecritures: z.number().int(),
    }),
  ),
});

const entry = z.object({
  batchId: z.uuid(),
  ligne: z.number().int(),
  date: day,
  journal: z.string(),
  piece: z.string(),
  compte: z.string(),
  tiers: z.string(),
  libelle: z.string(),
  lettrage: z.string(),
  echeance: day.nullable(),
  debit: amount,
  credit: amount,
  solde: amount,
});

export const ledger = z.object({
  ...head,
  name: z.string(),
  total: z.number().int(),
  debit: amount,
  credit: amount,
  solde: amount,
  items: z.array(entry),
});
export const piece = z.object({ ...head, items: z.array(entry) });

export const sourceRow = z.object({
  file: z.string(),
  path: z.string(),
  sheet: z.string().nullable(),
  format: z.string().nullable(),
  row: z.number().int(),
  columns: z.record(z.string(), z.string()),
  letters: z.array(z.string()),
  rows: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })),
});

export const tiersBalance = z.object({
  ...head,
  items: z.array(
    z.object({
      compte: z.string(),
      tiers: z.string(),
      intitule: z.string(),
      typeTiers: z.string(),
      ouverture: amount,
      debit: amount,
      credit: amount,
      solde: amount,
      ecritures: z.number().int(),
    }),
  ),
});

export const agedBalance = z.object({
  ...head,
  items: z.array(
    z.object({
      compte: z.string(),
      tiers: z.string(),
      intitule: z.string(),
      nonEchu: amount,
      j30: amount,
      j60: amount,
      j90: amount,
      plus: amount,
      solde: amount,
    }),
  ),
});

export const journals = z.object({
  ...head,
  items: z.array(
    z.object({
      journal: z.string(),
      intitule: z.string(),
      type: z.string(),
      mois: day,
      debit: amount,
      credit: amount,
      ecritures: z.number().int(),
      pieces: z.number().int(),
    }),
  ),
});

export const indicators = z.object({
  ...head,
  items: z.array(
    z.object({
      name: z.enum(INDICATOR_NAMES as [Indicator, ...Indicator[]]),
      value: amount.nullable(),
      previous: amount.nullable(),
    }),
  ),
  months: z.array(
    z.object({ mois: day, ventes: amount, charges: amount, resultat: amount, ventesAvant: amount.nullable() }),
  ),
  cash: z.array(z.object({ jour: day, solde: amount })),
});

const control = z.enum(CONTROLS);
export const controls = z.object({
  ...head,
  counts: z.array(z.object({ controle: control, count: z.number().int() })),
  items: z.array(
    z.object({
      controle: control,
      date: day,
      batchId: z.uuid(),
      ligne: z.number().int().nullable(),
      compte: z.string(),
      tiers: z.string(),
      journal: z.string(),
      piece: z.string(),
      montant: amount,
      detail: z.string(),
    }),
  ),
  truncated: z.boolean(),
  benford: z.object({
    total: z.number().int(),
    chi2: z.number().nullable(),
    mad: z.number().nullable(),
    digits: z.array(
      z.object({
        chiffre: z.number().int(),
        observe: z.number().int(),
        partObservee: z.number(),
        partAttendue: z.number(),
      }),
    ),
  }),
});
