import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeBooks } from '../../demo/books/make-books.ts';
import { BOOK_FAULTS } from '../../demo/faults/book-faults.ts';
import { Planting } from '../../demo/faults/planting.ts';
import { ROW_FAULTS } from '../../demo/faults/row-faults.ts';
import { checkExports, EntryList, fileOf, SETS, type SetName } from '../../testing/in-memory.ts';
import type { Entry } from '../ledger-types.ts';
import { type ScratchPlace, scratchPlace } from '../scatter/scratch.ts';
import { checkBatch } from './check-batch.ts';

const FAULTS = { ...BOOK_FAULTS, ...ROW_FAULTS };
const NAMES: SetName[] = ['xlsx, tiers a', 'semicolons in UTF-8', 'text without headings', 'PNM', 'FEC'];

/** Runs a work with a folder in which nothing of it may stay: nearly all that is kept goes to the file in it. */
async function nearlyWithoutMemory<T>(work: (scratch: ScratchPlace) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'griot-scratch-'));
  try {
    const result = await work({ folder, memoryBytes: 0, blockBytes: 128 });
    assert.deepEqual(await readdir(folder), []);
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

for (const name of NAMES) {
  test(`${name}: the findings are the same with hardly any memory, whatever is wrong`, async () => {
    const books = makeBooks({
      seed: `scattered ${name}`,
      company: 'Maison du Littoral',
      start: '2025-03-01',
      end: '2025-04-30',
      lines: 250,
    });
    for (const [fault, plant] of Object.entries(FAULTS)) {
      const kit = new Planting(books, SETS[name]);
      if (plant(kit) === null) continue;
      const check = async (scratch: ScratchPlace) => {
        const sink = new EntryList();
        const result = await checkExports(kit.files, { scratch, sink });
        return { ...result, entries: sink.entries };
      };
      const whole = await check(scratchPlace);
      assert.deepEqual(await nearlyWithoutMemory(check), whole, fault);
      assert.ok(whole.entries.length > 100 || whole.errors > 0);
    }
  });
}

/** Ledgers without headings in which lines come again, pieces lack something, and both ledgers lack lines of each other. */
function wildLedgers(seed: number): { general: string; tiers: string; entries: Entry[]; lines: Entry[] } {
  let state = seed;
  const below = (bound: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % bound;
  };
  const entries: Entry[] = [];
  const lines: Entry[] = [];
  for (let line = 1; line <= 3000; line += 1) {
    const account = ['411000', '601000', '701000'][below(3)] ?? '';
    const [day, piece, units] = [1 + below(9), `P${below(20)}`, 100 * (1 + below(4))];
    const [debit, credit] = below(2) === 0 ? [units, 0] : [0, units];
    const entry = { line, account, tiers: null, day: `2025-01-0${day}`, journal: `J${below(2)}`, piece, debit, credit };
    entries.push({ ...entry, label: `libellé ${below(3)}`, lettrage: null, due: null, currency: null });
    if (account !== '411000' || below(8) === 0) continue;
    const times = below(12) === 0 ? 2 : 1;
    for (let time = 0; time < times; time += 1)
      lines.push({ ...(entries.at(-1) as Entry), account: '', tiers: `C${below(5)}`, line: 0 });
  }
  lines.sort((a, b) => (a.tiers ?? '').localeCompare(b.tiers ?? ''));
  for (const [index, one] of lines.entries()) one.line = index + 1;
  const written = (all: readonly Entry[]): string => {
    let [owner, balance] = ['', 0];
    return all
      .map((one) => {
        const own = one.tiers ?? one.account;
        if (own !== owner) balance = 0;
        owner = own;
        balance += one.debit - one.credit;
        const day = one.day.split('-').reverse().join('').replace('2025', '25');
        const money = (units: number): string => (units / 100).toFixed(2).replace('.', ',');
        const amounts = [one.debit, one.credit, balance].map(money);
        return [own, day, one.journal, one.piece, one.label, '', ...amounts].join('\t');
      })
      .join('\r\n');
  };
  return { general: written(entries), tiers: written(lines), entries, lines };
}

/** What is to be told, by plain loops over all entries with maps of texts. */
function plainLoops({ entries, lines }: { entries: readonly Entry[]; lines: readonly Entry[] }) {
  const seen = new Map<string, number>();
  const pieces = new Map<string, { gap: number; line: number; piece: string }>();
  const waiting = new Map<string, Entry[]>();
  const twin = (one: Entry): string => [one.journal, one.day, one.piece, one.debit, one.credit].join('|');
  for (const one of lines) waiting.set(twin(one), [...(waiting.get(twin(one)) ?? []), one]);
  const tiers: (string | null)[] = [];
  const told = { ligne_en_double: [] as string[], compte_sans_tiers: [] as string[] };
  for (const one of entries) {
    const key = JSON.stringify({ ...one, line: 0 });
    const first = seen.get(key);
    if (first === undefined) seen.set(key, one.line);
    else told.ligne_en_double.push(`${one.line} ${one.label} ${first}`);
    const piece = pieces.get([one.journal, one.day, one.piece].join('|')) ?? { gap: 0, line: 0, piece: one.piece };
    if (piece.gap === 0) piece.line = one.line;
    piece.gap += one.debit - one.credit;
    pieces.set([one.journal, one.day, one.piece].join('|'), piece);
    const found = one.account === '411000' ? waiting.get(twin(one))?.pop() : null;
    tiers.push(found?.tiers ?? null);
    if (found === undefined) told.compte_sans_tiers.push(`${one.line} ${one.piece} `);
  }
  const open = [...pieces.values()].filter(({ gap }) => gap !== 0).sort((a, b) => a.line - b.line);
  const left = [...waiting.values()].flat().sort((a, b) => a.line - b.line);
  return {
    tiers,
    told: {
      ...told,
      piece_desequilibree: open.map(({ line, piece }) => `${line} ${piece} `),
      tiers_sans_compte: left.map(({ line, piece }) => `${line} ${piece} `),
    },
  };
}

test('what repeats, what does not balance and what has no twin is what plain loops over all entries find', async () => {
  const plans = {
    PLAN_COMPTES:
      'Type;N° compte;;Intitulé;;Nature\r\nDétail;411000;;Clients;;\r\nDétail;601000;;Achats;;\r\nDétail;701000;;Ventes;;\r\n',
    PLAN_TIERS: `Type;Compte tiers;Intitulé du tiers;;Centralisateur\r\n${[0, 1, 2, 3, 4].map((one) => `Client;C${one};Client ${one};;411000`).join('\r\n')}\r\n`,
    CODE_JOURNAL: 'Code;Intitulé;;Type;Compte de trésorerie\r\nJ0;Ventes;;Ventes;\r\nJ1;Achats;;Achats;\r\n',
  };
  for (const seed of [3, 11]) {
    const wild = wildLedgers(seed);
    const texts = { GRAND_LIVRE_COMPTES: wild.general, GRAND_LIVRE_TIERS: wild.tiers, ...plans };
    const files = Object.entries(texts).map(([type, content]) => {
      const name = `${type}.${type.startsWith('GRAND') ? 'txt' : 'csv'}`;
      return { ...fileOf(name, content), type: type as keyof typeof texts, asserted: true };
    });
    const sink = new EntryList();
    const period = { start: '2025-01-01', end: '2025-01-31' };
    const result = await nearlyWithoutMemory((scratch) => checkBatch({ files, decimals: 2, period, sink, scratch }));
    const { tiers, told } = plainLoops(wild);
    assert.deepEqual(
      sink.entries.map((one) => one.tiers),
      tiers,
    );
    for (const [code, expected] of Object.entries(told)) {
      assert.ok(expected.length > 20, code);
      assert.equal(result.counts.find((one) => one.code === `compta.${code}`)?.count, expected.length, code);
      const found = result.findings.filter((one) => one.code === `compta.${code}`);
      const shown = found.map(({ line, value, facts }) => `${line} ${value} ${facts?.premiere ?? ''}`);
      assert.deepEqual(shown, expected.slice(0, 200), code);
    }
    const lines = result.findings
      .filter(({ code }) => /ligne_en_double|compte_sans_tiers/.test(code))
      .map(({ line }) => line ?? 0);
    assert.deepEqual(
      lines,
      lines.toSorted((a, b) => a - b),
    );
  }
});
