import type { ChartTheme } from '../chart-theme.ts';

export interface TooltipLine {
  colour: string | null;
  label: string;
  value: string;
}

/** The sheet beside the pointer, built as elements: no text of the data is ever read as markup. */
export function tooltipElement(title: string, lines: TooltipLine[], note?: string): HTMLElement {
  const box = document.createElement('div');
  box.className = 'text-sm text-ink';
  const heading = box.appendChild(document.createElement('p'));
  heading.className = 'font-medium';
  heading.textContent = title;
  for (const line of lines) {
    const row = box.appendChild(document.createElement('p'));
    row.className = 'figures flex items-center gap-2';
    const mark = row.appendChild(document.createElement('span'));
    mark.className = 'inline-block size-2 rounded-full';
    if (line.colour) mark.style.background = line.colour;
    const label = row.appendChild(document.createElement('span'));
    label.className = 'flex-1 text-ink-soft';
    label.textContent = line.label;
    const value = row.appendChild(document.createElement('span'));
    value.className = 'pl-4 font-medium';
    value.textContent = line.value;
  }
  if (note) {
    const foot = box.appendChild(document.createElement('p'));
    foot.className = 'text-xs text-ink-faint';
    foot.textContent = note;
  }
  return box;
}

export function tooltipStyle(theme: ChartTheme) {
  return {
    backgroundColor: theme.surface,
    borderColor: theme.line,
    borderWidth: 1,
    padding: [8, 12],
    textStyle: { color: theme.ink, fontFamily: theme.fontFamily, fontSize: 13 },
    confine: true,
    transitionDuration: 0,
    extraCssText: 'border-radius:8px;box-shadow:0 6px 24px -8px rgb(20 18 40 / 26%)',
  };
}
