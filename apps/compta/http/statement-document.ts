import type { DocumentBlock, DocumentModel } from '@griot/documents';
import { currencyLabel, formatDay, formatNumber, minorDigits } from '@griot/kernel';
import type { Books } from '../queries/open-books.ts';
import type { StatementLine, Statements } from '../queries/read-statements.ts';

const WORDS = {
  fr: {
    title: 'États financiers',
    actif: 'Bilan, actif',
    passif: 'Bilan, passif',
    resultat: 'Compte de résultat',
    ref: 'Réf.',
    label: 'Postes',
    gross: 'Brut',
    wear: 'Amort. et dépréc.',
    net: 'Net',
    closed: (day: string, start: string) => `Situation au ${day}, comptes ouverts le ${start}`,
    syscohada: 'SYSCOHADA révisé, système normal',
    pcg: 'Plan comptable général',
    amounts: (currency: string) => `Montants en ${currency}`,
    unplaced: 'Comptes sans poste',
    unplacedNote: 'Ces comptes ont un solde et aucun poste ne les prend : l’actif et le passif diffèrent d’autant.',
    account: 'Compte',
    balance: 'Solde',
    build: (generation: number) =>
      `Griot, version ${generation} des chiffres. États tirés des écritures chargées, non audités.`,
  },
  en: {
    title: 'Financial statements',
    actif: 'Balance sheet, assets',
    passif: 'Balance sheet, equity and liabilities',
    resultat: 'Income statement',
    ref: 'Ref.',
    label: 'Lines',
    gross: 'Gross',
    wear: 'Deprec. and impairment',
    net: 'Net',
    closed: (day: string, start: string) => `As at ${day}, books opened on ${start}`,
    syscohada: 'SYSCOHADA revised, normal system',
    pcg: 'French general chart of accounts',
    amounts: (currency: string) => `Amounts in ${currency}`,
    unplaced: 'Accounts without a line',
    unplacedNote: 'These accounts have a balance and no line takes them: assets and liabilities differ by as much.',
    account: 'Account',
    balance: 'Balance',
    build: (generation: number) =>
      `Griot, build ${generation} of the figures. Drawn from the entries that are loaded, unaudited.`,
  },
} as const;

/** Bilan and compte de résultat as a document, a page each. */
export function statementDocument(
  books: Books,
  statements: Statements,
  o: { locale: 'fr' | 'en'; currency: string },
): DocumentModel {
  const words = WORDS[o.locale];
  const { situation, compared, client } = books;
  const decimals = minorDigits(o.currency);
  const amount = (value: string | null): string =>
    value === null || Number(value) === 0 ? '–' : formatNumber(value, o.locale, decimals);
  const dates = [formatDay(situation.date), compared ? formatDay(compared.date) : null];
  const table = (name: 'actif' | 'passif' | 'resultat'): DocumentBlock => {
    const lines = statements[name];
    const gross = name === 'actif';
    const cells = (line: StatementLine): string[] => [
      ...[line.reference, line.label],
      ...(gross ? [amount(line.gross), amount(line.wear)] : []),
      amount(line.net),
      ...(compared ? [amount(line.previous)] : []),
    ];
    return {
      kind: 'table',
      title: words[name],
      note: statements.sources[name],
      columns: [
        { label: words.ref, right: false, narrow: true },
        { label: words.label, right: false },
        ...(gross ? [words.gross, words.wear].map((label) => ({ label, right: true })) : []),
        { label: words.net, unit: dates[0] ?? '', right: true },
        ...(compared ? [{ label: words.net, unit: dates[1] ?? '', right: true }] : []),
      ],
      rows: lines.map(cells),
      strong: lines.flatMap(({ nature }, at) => (nature === 'total' ? [at] : [])),
      total: [],
    };
  };
  const unplaced: DocumentBlock[] =
    statements.unplaced.length === 0
      ? []
      : [
          {
            kind: 'table',
            title: words.unplaced,
            note: words.unplacedNote,
            columns: [
              { label: words.account, right: false, narrow: true },
              { label: words.label, right: false },
              { label: words.balance, right: true },
            ],
            rows: statements.unplaced.map((one) => [one.compte, one.intitule, amount(one.solde)]),
            total: [],
          },
        ];
  return {
    locale: o.locale,
    title: client.name,
    subtitle: [
      words.title,
      words.closed(formatDay(situation.date), formatDay(situation.booksStart)),
      words[situation.standard],
      words.amounts(currencyLabel(o.currency)),
    ].join(' · '),
    source: words.build(books.generation),
    blocks: [
      table('actif'),
      { kind: 'page_break' },
      table('passif'),
      { kind: 'page_break' },
      table('resultat'),
      ...unplaced,
    ],
  };
}
