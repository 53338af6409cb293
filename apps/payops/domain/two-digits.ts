/**
 * Latencies are kept to two significant digits, cut off: 1 234 ms is 1 200, 87 is 87. Counts per value merge exactly in any
 * order, and since cutting keeps the order, the percentile of the cut values is the cut percentile: exact as far as shown.
 */
export function twoDigits(milliseconds: number): number {
  let unit = 1;
  while (milliseconds >= unit * 100) unit *= 10;
  return Math.floor(milliseconds / unit) * unit;
}
