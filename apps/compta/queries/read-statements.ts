import { Decimal } from '@griot/kernel';
import {
  AGREEMENT,
  computeLines,
  type Figures,
  type LineDefinition,
  NOTHING,
  type StatementName,
} from '../domain/statements/statement-lines.ts';
import type { Books } from './open-books.ts';

export interface StatementLine {
  reference: string;
  nature: LineDefinition['nature'];
  label: string;
  gross: string;
  wear: string;
  net: string;
  /** Of the situation that is compared with; null: none. */
  previous: string | null;
  /** Accounts that make it up. */
  accounts: number;
}

export interface UnplacedAccount {
  compte: string;
  intitule: string;
  solde: string;
}

export interface Statements {
  actif: StatementLine[];
  passif: StatementLine[];
  resultat: StatementLine[];
  agreement: {
    assets: string;
    liabilities: string;
    result: string;
    resultInBalance: string;
    /** Charges and income were closed into the account of results: the compte de résultat is empty, and says nothing of it. */
    closed: boolean;
    /** Both sides are the same, and so are both results. */
    holds: boolean;
  };
  /** Accounts with a balance that no line takes: they are why sides differ. */
  unplaced: UnplacedAccount[];
  sources: Record<StatementName, string>;
}

/** Bilan and compte de résultat, each line with its figures now and before. */
export async function readStatements(books: Books, locale: 'fr' | 'en'): Promise<Statements> {
  const { situation, compared } = books;
  const definitions = (
    await books.query(
      `select etat, reference, nature, formule, libelle_fr, libelle_en, source from etats_postes
       where standard = $1 order by etat, ordre`,
      [situation.standard],
    )
  ).map(
    ([statement, reference, nature, formula, fr, en, source]): LineDefinition => ({
      statement: statement as StatementName,
      reference: String(reference),
      nature: nature as LineDefinition['nature'],
      formula: formula === null ? null : String(formula),
      label: String(locale === 'en' ? en : fr),
      source: String(source),
    }),
  );
  const now = await figuresOf(books, situation.batchId);
  const lines = computeLines(definitions, now.figures);
  const before = compared ? computeLines(definitions, (await figuresOf(books, compared.batchId)).figures) : null;
  const of = (statement: StatementName): StatementLine[] =>
    definitions
      .filter((line) => line.statement === statement)
      .map(({ reference, nature, label }) => {
        const { gross, wear, net } = lines.get(reference) ?? NOTHING;
        return {
          ...{ reference, nature, label, gross: text(gross), wear: text(wear), net: text(net) },
          previous: before ? text((before.get(reference) ?? NOTHING).net) : null,
          accounts: now.accounts.get(reference) ?? 0,
        };
      });
  const sourceOf = (statement: StatementName) => definitions.find((line) => line.statement === statement)?.source ?? '';
  const names = AGREEMENT[situation.standard];
  const net = (reference: string): string => text((lines.get(reference) ?? NOTHING).net);
  const agreement = {
    assets: net(names.assets),
    liabilities: net(names.liabilities),
    result: net(names.result),
    resultInBalance: net(names.resultInBalance),
  };
  const closed = Number(agreement.result) === 0 && Number(agreement.resultInBalance) !== 0;
  return {
    actif: of('actif'),
    passif: of('passif'),
    resultat: of('resultat'),
    agreement: {
      ...agreement,
      closed,
      holds: agreement.assets === agreement.liabilities && (closed || agreement.result === agreement.resultInBalance),
    },
    unplaced: (
      await books.query(
        `select compte, intitule, solde from mart_etats_comptes
         where batch_id = $1 and reference is null and solde <> 0 order by compte`,
        [situation.batchId],
      )
    ).map(([compte, intitule, solde]) => ({
      compte: String(compte),
      intitule: String(intitule),
      solde: String(solde),
    })),
    sources: { actif: sourceOf('actif'), passif: sourceOf('passif'), resultat: sourceOf('resultat') },
  };
}

export interface LineAccount {
  compte: string;
  intitule: string;
  colonne: 'brut' | 'amortissement';
  montant: string;
  previous: string | null;
  ecritures: number;
}

/** The accounts that make up a line, as they count in it; their sum is the line's net figure. */
export async function readLineAccounts(books: Books, reference: string): Promise<LineAccount[]> {
  const rows = await books.query(
    `select compte, max(intitule), max(colonne),
       sum(case when batch_id = $1 then montant else 0 end), sum(case when batch_id = $2 then montant else 0 end),
       sum(case when batch_id = $1 then ecritures else 0 end)
     from mart_etats_comptes where batch_id in ($1, $2) and reference = $3
     group by compte order by compte`,
    [books.situation.batchId, books.compared?.batchId ?? '', reference],
  );
  return rows.map(([compte, intitule, colonne, montant, previous, ecritures]) => ({
    compte: String(compte),
    intitule: String(intitule),
    colonne: colonne === 'amortissement' ? 'amortissement' : 'brut',
    montant: text(Decimal.parse(String(montant))),
    previous: books.compared ? text(Decimal.parse(String(previous))) : null,
    ecritures: Number(ecritures),
  }));
}

async function figuresOf(
  books: Books,
  batchId: string,
): Promise<{ figures: Map<string, Figures>; accounts: Map<string, number> }> {
  const rows = await books.query(
    `select reference, brut, amortissement, net, comptes from mart_etats where batch_id = $1`,
    [batchId],
  );
  const exact = (value: unknown): Decimal => Decimal.parse(String(value));
  return {
    figures: new Map(
      rows.map(([reference, gross, wear, net]) => [
        String(reference),
        { gross: exact(gross), wear: exact(wear), net: exact(net) },
      ]),
    ),
    accounts: new Map(rows.map(([reference, , , , accounts]) => [String(reference), Number(accounts)])),
  };
}

const text = (figure: Decimal): string => figure.round(2).toString();
