import { useFormat, useMessages } from '@griot/ui';
import { useCallback } from 'react';
import { siraMessages } from '../sira.messages.ts';
import type { Range, Recommendation } from '../sira-answers.ts';
import { useOpsWords } from './action-words.tsx';
import { fromMinor } from './money.ts';

type Word = keyof typeof siraMessages.fr;

/** Words of SIRA, and what is measured in people's units. */
export function useSiraWords() {
  const t = useMessages(siraMessages);
  const { word } = useOpsWords();
  const format = useFormat();
  const has = (name: string): name is Word => name in siraMessages.fr;
  const money = useCallback(
    (amount: number, currency: string) => format.money(fromMinor(String(Math.round(amount)), currency), currency),
    [format],
  );
  const percent = (part: number) => format.percent(String(part * 100));
  const points = (part: number) => format.number(String(part * 100), 0);
  const reason = ({ reason: { key, values } }: Recommendation): string => {
    const currency = String(values.currency ?? 'XOF');
    const shown = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        ['float', 'need', 'amount'].includes(name) ? money(Number(value), currency) : String(value),
      ]),
    );
    const part = key === 'route_payout' && values.fromSuccess === undefined;
    return t(part ? 'why_route_payout_part' : `why_${key}`, shown as never);
  };
  const savings = ({ impact }: Recommendation, range: Range = impact.costSavings) => {
    const { unit, currency } = impact.costSavings;
    const show = (value: number) =>
      unit === 'money' ? money(value, currency ?? 'XOF') : format.number(String(value), 1);
    return { low: show(range.low), expected: show(range.expected), high: show(range.high), show };
  };
  return {
    ...{ t, format, money, percent, points, reason, savings },
    feature: (name: string) => (has(`f_${name}`) ? t(`f_${name}` as 'f_hour') : name),
    opsWord: word,
  };
}
