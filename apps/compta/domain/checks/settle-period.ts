import type { FoundPeriod } from '../layout/find-period.ts';
import type { Recognition } from '../layout/recognise.ts';
import type { PeriodRange } from '../ledger-types.ts';
import { frenchDay } from '../values/day.ts';
import { columnLetter } from '../values/text.ts';
import type { FindingLog, Place } from './finding-log.ts';

/** The one period of the ledgers; null when it is not known, which was told. Never a default. */
export function settlePeriod(
  ledgers: { accounts: Recognition | undefined; tiers: Recognition | undefined },
  stated: PeriodRange | undefined,
  log: FindingLog,
): PeriodRange | null {
  const found = [ledgers.accounts, ledgers.tiers].map((ledger) => (ledger ? periodOf(ledger, stated, log) : undefined));
  const [accounts, tiers] = found;
  if (accounts && tiers && (accounts.start !== tiers.start || accounts.end !== tiers.end)) {
    const facts = { comptes: periodText(accounts), tiers: periodText(tiers) };
    if (ledgers.tiers)
      log.add('periodes_differentes', {
        ...placeOf(ledgers.tiers, ledgers.tiers.period),
        value: periodText(tiers),
        facts,
      });
    return null;
  }
  const period = stated ?? accounts ?? tiers;
  if (period) return period;
  const told = found.includes(null);
  const ledger = ledgers.accounts ?? ledgers.tiers;
  if (!told && ledger) log.add('periode_introuvable', { file: ledger.grid.file, sheet: ledger.grid.sheet });
  return null;
}

/** Undefined: the file does not say. Null: what it says cannot be used, and that was told. */
function periodOf(
  ledger: Recognition,
  stated: PeriodRange | undefined,
  log: FindingLog,
): PeriodRange | null | undefined {
  const { period } = ledger;
  if (period.found === 'whole') return period.period;
  if (period.found === 'nothing') return undefined;
  if (stated) return undefined;
  const code = period.found === 'inverted' ? 'periode_inversee' : 'periode_incomplete';
  log.add(code, { ...placeOf(ledger, period), value: period.value });
  return null;
}

function placeOf({ grid }: Recognition, period: FoundPeriod): Place {
  const place: Place = { file: grid.file, sheet: grid.sheet };
  if (period.found === 'nothing') return place;
  const isSheet = grid.format === 'xlsx' || grid.format === 'xls';
  return { ...place, line: period.line, ...(isSheet && { column: columnLetter(period.column) }) };
}

export const periodText = ({ start, end }: PeriodRange): string => `${frenchDay(start)} – ${frenchDay(end)}`;
