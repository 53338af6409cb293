import { Decimal } from '@griot/kernel';
import type { ChartItem } from './chart-data.ts';

/** Key of the slice that stands for the rest: no click can filter by it. */
export const OTHERS = '__others';

/** The largest `count - 1` items and one for the exact sum of the rest; as they are, in their order, when few enough. */
export function foldOthers(items: ChartItem[], count: number, othersLabel: string): ChartItem[] {
  if (items.length <= count) return items;
  const sorted = [...items].sort((a, b) => Number(b.value ?? 0) - Number(a.value ?? 0));
  const rest = sorted.slice(count - 1);
  const total = rest.reduce((sum, item) => (item.value ? sum.add(Decimal.parse(item.value)) : sum), Decimal.zero);
  return [...sorted.slice(0, count - 1), { key: OTHERS, label: othersLabel, value: total.toString() }];
}

/** Share of an item in the whole, one decimal; null over nothing. */
export function shareOf(item: ChartItem, items: ChartItem[]): string | null {
  const total = items.reduce((sum, one) => (one.value ? sum.add(Decimal.parse(one.value)) : sum), Decimal.zero);
  if (total.isZero() || !item.value) return null;
  return Decimal.parse(item.value).multiply(Decimal.parse('100')).divide(total, 1).toString();
}
