import { formatDay, useMessages } from '@griot/ui';
import type { Summary } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';

/** « Du 01/11/2025 au 31/10/2026 », once it is known. */
export function usePeriodNote(period: Summary['period'] | undefined): string {
  const t = useMessages(zonesMessages);
  return period ? t('periodNote', { from: formatDay(period.from), to: formatDay(period.to) }) : '\u00a0';
}
