import { type DocumentModel, typesetPdf } from '@griot/documents';
import type { Actor } from '@griot/identity';
import {
  type Clock,
  type DayRange,
  DomainError,
  dayInZone,
  formatDay,
  formatInstant,
  resolvePeriod,
} from '@griot/kernel';
import type { Metrics } from '@griot/metrics';
import { writeWorkbook } from '@griot/sheets';
import {
  isBlank,
  printWidgets,
  readWidgets,
  type WidgetAnswers,
  type WidgetFilter,
  widgetTables,
} from '@griot/widgets';
import type { ReportTemplate } from '../spec/report-template.ts';

export interface MadeReport {
  title: string;
  days: DayRange;
  generation: number | null;
  /** Not one figure in it. */
  empty: boolean;
  pdf(): Promise<{ content: Buffer; pages: number }>;
  xlsx(): Promise<Buffer>;
}

interface Making {
  metrics: Pick<Metrics, 'query' | 'catalogue'>;
  clock: Clock;
  template: ReportTemplate;
  /** Whose eyes: their scopes, permissions, language, currency and day. */
  reader: Actor;
  period: ReportTemplate['period'] | null | undefined;
  filters: readonly WidgetFilter[];
}

/**
 * A report as one reader sees it. Throws `reports.no_access` for one who may not read metrics of the application;
 * making a file throws `widgets.print_failed` or `widgets.print_empty` rather than leave a blank.
 */
export async function makeReport(o: Making): Promise<MadeReport> {
  const { reader, template } = o;
  if (!reader.permissions.has('core.metrics.read') || !reader.applications.includes(template.application)) {
    throw new DomainError({ code: 'reports.no_access', kind: 'forbidden', details: { name: reader.name } });
  }
  const now = o.clock.now();
  const today = dayInZone(now, reader.timeZone);
  const period = o.period ?? template.period;
  const days = typeof period === 'string' ? resolvePeriod(period, today) : period;
  const { tenantId, scopes, currency, timeZone, locale } = reader;
  const context = { tenantId, application: template.application, scopes, currency, timeZone, locale };
  const read = await readWidgets(o.metrics, context, template.widgets, { today, period: days, filters: o.filters });
  const model = (): DocumentModel => ({
    locale,
    title: template.title,
    subtitle: [
      `${formatDay(days.from)} – ${formatDay(days.to)}`,
      ...o.filters.map((one) => String(one.value ?? '')),
      reader.name,
    ].join(' · '),
    source: [
      reader.tenantName,
      `Griot n° ${read.generation ?? '–'}`,
      formatInstant(now.toISOString(), locale, timeZone),
    ].join(' · '),
    blocks: printWidgets(template.widgets, read.answers, { locale, strict: true }),
  });
  return {
    title: template.title,
    days,
    generation: read.generation,
    empty: allBlank(read),
    async pdf() {
      const { pdf, pages } = await typesetPdf(model());
      return { content: pdf, pages };
    },
    async xlsx() {
      // The same faults that stop the document stop the workbook.
      printWidgets(template.widgets, read.answers, { locale, strict: true });
      return Buffer.from(await writeWorkbook(widgetTables(template.widgets, read.answers, locale)));
    },
  };
}

const allBlank = ({ answers }: WidgetAnswers): boolean =>
  answers.every((answer) => 'data' in answer && isBlank(answer.data));
