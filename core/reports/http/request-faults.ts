import { DomainError } from '@griot/kernel';
import type { ReportRequest, ReportTemplate } from '../spec/report-template.ts';

/** A copy may be narrowed by what its template offers, and by nothing else. Throws `reports.filter_not_offered`. */
export function checkFilters(
  { parameters }: Pick<ReportTemplate, 'parameters'>,
  recipients: readonly Pick<ReportRequest['recipients'][number], 'filters'>[],
): void {
  const stranger = recipients
    .flatMap(({ filters }) => filters)
    .find(({ dimension }) => !parameters.includes(dimension));
  if (stranger === undefined) return;
  const { dimension } = stranger;
  throw new DomainError({ code: 'reports.filter_not_offered', kind: 'invalid', details: { dimension } });
}
