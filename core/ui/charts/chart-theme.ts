import { type PaperKind, palettes } from './palette.ts';

/** Colours and type that a chart draws with: canvas cannot read the page's variables by itself. */
export interface ChartTheme {
  paper: PaperKind;
  ink: string;
  inkSoft: string;
  inkFaint: string;
  line: string;
  surface: string;
  bad: string;
  entities: readonly string[];
  rest: string;
  fontFamily: string;
  animate: boolean;
}

/** Reads the tokens in force. */
export function readChartTheme(paper: PaperKind): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    paper,
    ink: token('ink'),
    inkSoft: token('ink-soft'),
    inkFaint: token('ink-faint'),
    line: token('line'),
    surface: token('surface'),
    bad: token('bad'),
    entities: palettes[paper].entities,
    rest: palettes[paper].rest,
    fontFamily: '"Inter Griot", system-ui, sans-serif',
    animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
}

/** `#rrggbb` with an opacity, for areas and for the previous period's pale line. */
export function fade(hex: string, opacity: number): string {
  const value = Number.parseInt(hex.slice(1), 16);
  return `rgba(${value >> 16}, ${(value >> 8) & 255}, ${value & 255}, ${opacity})`;
}
