import { ChangeMark, Grid, KpiRow, StatCard, TimeChart, useFormat, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import { booksMessages } from '../books.messages.ts';
import { INDICATORS, type Indicator, type IndicatorsAnswer } from '../statement-answers.ts';

const DAY_MS = 86_400_000;
/** What is said of each figure: its unit, and which way is good. */
const MEANING: Record<
  Indicator,
  { unit: 'currency' | 'percent' | 'days'; good: 'up' | 'down' | 'none'; decimals: number }
> = {
  ventes: { unit: 'currency', good: 'up', decimals: 2 },
  marge: { unit: 'currency', good: 'up', decimals: 2 },
  tauxMarge: { unit: 'percent', good: 'up', decimals: 2 },
  resultat: { unit: 'currency', good: 'up', decimals: 2 },
  bfr: { unit: 'currency', good: 'down', decimals: 2 },
  tresorerie: { unit: 'currency', good: 'up', decimals: 2 },
  delaiClients: { unit: 'days', good: 'down', decimals: 1 },
  delaiFournisseurs: { unit: 'days', good: 'up', decimals: 1 },
};

/** How the company is: ratios beside those of the other period, months beside the year before, cash day by day. */
export function BooksOverview({ answer }: { answer: IndicatorsAnswer }) {
  const t = useMessages(booksMessages);
  const format = useFormat();
  const against = answer.compared ? format.day(answer.compared.date) : undefined;
  const months = useMemo(() => answer.months.map(({ mois }) => mois), [answer]);
  const monthly = useMemo(
    () => [
      { key: 'ventes', label: t('ventes'), shape: 'bar' as const, values: answer.months.map(({ ventes }) => ventes) },
      ...(answer.months.some(({ ventesAvant }) => ventesAvant !== null)
        ? [
            {
              key: 'avant',
              label: t('yearBefore'),
              previous: true,
              values: answer.months.map(({ ventesAvant }) => ventesAvant),
            },
          ]
        : []),
      { key: 'charges', label: t('charges'), values: answer.months.map(({ charges }) => charges) },
    ],
    [answer, t],
  );
  const cash = useMemo(() => everyDay(answer.cash, answer.date), [answer]);
  const cashSeries = useMemo(
    () => [{ key: 'cash', label: t('tresorerie'), shape: 'area' as const, values: cash.map(({ solde }) => solde) }],
    [cash, t],
  );
  const days = useMemo(() => cash.map(({ jour }) => jour), [cash]);
  return (
    <>
      <KpiRow count={8}>
        {INDICATORS.map((name) => {
          const { unit, good, decimals } = MEANING[name];
          const item = answer.items.find((one) => one.name === name);
          const value = item?.value ?? null;
          const previous = item?.previous ?? null;
          return (
            <StatCard
              key={name}
              label={name === 'resultat' ? t('netResult') : t(name)}
              value={value === null ? null : Number(value).toFixed(decimals)}
              unit={unit}
              note={
                against && <ChangeMark changePct={changeOf(value, previous)} goodDirection={good} against={against} />
              }
            />
          );
        })}
      </KpiRow>
      <Grid>
        <TimeChart
          className="md:col-span-6 lg:col-span-6"
          title={t('monthly')}
          unit="currency"
          periods={months}
          series={monthly}
        />
        <TimeChart
          className="md:col-span-6 lg:col-span-6"
          title={t('cashCurve')}
          note={t('cashNote')}
          unit="currency"
          grain="day"
          periods={days}
          series={cashSeries}
        />
      </Grid>
    </>
  );
}

function changeOf(value: string | null, previous: string | null): string | null {
  if (value === null || previous === null || Number(previous) === 0) return null;
  return (((Number(value) - Number(previous)) / Math.abs(Number(previous))) * 100).toFixed(1);
}

/** A day without a movement keeps the balance of the one before. */
function everyDay(moves: IndicatorsAnswer['cash'], end: string): IndicatorsAnswer['cash'] {
  const [first] = moves;
  if (!first) return [];
  const known = new Map(moves.map(({ jour, solde }) => [jour, solde]));
  const days: IndicatorsAnswer['cash'] = [];
  let solde = first.solde;
  for (let at = Date.parse(first.jour); at <= Date.parse(end); at += DAY_MS) {
    const jour = new Date(at).toISOString().slice(0, 10);
    solde = known.get(jour) ?? solde;
    days.push({ jour, solde });
  }
  return days;
}
