import { Badge, Card, Facts, useFormat, useMessages } from '@griot/ui';
import type { FreshnessRule, ResourceDetail } from '../../../api/warehouse.ts';
import { warehouseMessages } from '../warehouse.messages.ts';

const tones = { pass: 'ok', warn: 'warn', error: 'bad' } as const;

/** How old a source is, beside what its project allows. */
export function SourceFreshness({ freshness }: { freshness: NonNullable<ResourceDetail['freshness']> }) {
  const t = useMessages(warehouseMessages);
  const format = useFormat();
  const { status, newest, warnAfter, errorAfter } = freshness;
  const limit = (rule: FreshnessRule) =>
    t(`after_${rule.period}`, { count: rule.count, shown: format.count(rule.count) });
  const facts = [
    { label: t('state'), value: <Badge tone={tones[status]}>{t(`fresh_${status}`)}</Badge> },
    { label: t('newest'), value: newest === null ? t('neverLoaded') : format.instant(newest) },
    warnAfter && { label: t('warnAfter'), value: limit(warnAfter) },
    errorAfter && { label: t('errorAfter'), value: limit(errorAfter) },
  ];
  return (
    <Card title={t('freshness')}>
      <Facts items={facts.filter((fact) => fact !== null)} />
    </Card>
  );
}
