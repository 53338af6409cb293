export { addDays, addMonths, type Day, dayInZone, daysBetween, endOf, type Grain, isDay, startOf } from './calendar.ts';
export { canonicalJson, sha256Hex } from './canonical-json.ts';
export { type Clock, manualClock, systemClock } from './clock.ts';
export { type Config, readConfig } from './config.ts';
export { Decimal, type Rounding } from './decimal.ts';
export { DomainError, type DomainErrorInput, type ErrorKind, errorMessage, isDomainError } from './errors.ts';
export type { Finding } from './finding.ts';
export { formatAgo, formatDay, formatDuration, formatInstant, formatMonth, formatTime } from './format-date.ts';
export {
  currencyLabel,
  type Figure,
  type FigureUnit,
  type FormatLocale,
  formatAxis,
  formatBare,
  formatFigure,
  formatFigureShort,
  formatMoney,
  formatNumber,
  formatPercent,
  formatShort,
  NARROW_SPACE,
  NO_BREAK_SPACE,
  NOTHING,
  toPlot,
  unitLabel,
  unitWord,
} from './format-number.ts';
export { isUuid, newId } from './ids.ts';
export { type Logger, silentLogger } from './logger.ts';
export { Money, minorDigits } from './money.ts';
export { type NoteBlock, parseNote } from './parse-note.ts';
export { type Random, random, seeded } from './random.ts';
export { type DayRange, RELATIVE_PERIODS, type RelativePeriod, resolvePeriod } from './relative-period.ts';
export type { TracingSettings } from './tracing-settings.ts';
