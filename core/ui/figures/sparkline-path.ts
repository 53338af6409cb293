/** Box of the drawing. */
export const WIDTH = 120;
export const HEIGHT = 32;

/** Line segments of a sparkline in a 120 × 32 box; a missing value breaks the line. */
export function sparklinePath(values: (number | null)[]): { line: string; last: { x: number; y: number } | null } {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return { line: '', last: null };
  const low = Math.min(...known);
  const high = Math.max(...known);
  const span = high - low || 1;
  const step = values.length > 1 ? (WIDTH - 6) / (values.length - 1) : 0;
  let line = '';
  let last: { x: number; y: number } | null = null;
  let drawing = false;
  values.forEach((value, index) => {
    if (value === null) {
      drawing = false;
      return;
    }
    const x = Math.round((3 + index * step) * 10) / 10;
    const y = high === low ? HEIGHT / 2 : Math.round((HEIGHT - 4 - ((value - low) / span) * (HEIGHT - 8)) * 10) / 10;
    line += `${drawing ? 'L' : 'M'}${x} ${y}`;
    drawing = true;
    last = { x, y };
  });
  return { line, last };
}
