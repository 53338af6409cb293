/** Figures as people write them; the server writes them the same way (documents, mails). */
export {
  type Figure,
  type FigureUnit,
  formatAxis,
  formatBare,
  formatFigure,
  formatFigureShort,
  formatMoney,
  formatNumber,
  formatPercent,
  formatShort,
  NOTHING,
  toPlot,
  unitLabel,
  unitWord,
} from '@griot/kernel';
