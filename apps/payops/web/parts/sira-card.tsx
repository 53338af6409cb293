import { Badge, Button, useMay } from '@griot/ui';
import { useState } from 'react';
import type { Recommendation } from '../sira-answers.ts';
import { RiskBadge } from './action-words.tsx';
import { Contributions } from './sira-contributions.tsx';
import { DecideDialog } from './sira-decide-dialog.tsx';
import { useSiraWords } from './sira-words.tsx';

/** A piece of advice: what, why, how sure, what it would bring, until when. */
export function RecommendationCard({ one }: { one: Recommendation }) {
  const { t, format, percent, reason } = useSiraWords();
  const may = useMay('payops.actions.request');
  const [how, setHow] = useState<'apply' | 'reject' | null>(null);
  return (
    <li className="grid grid-cols-1 gap-4 p-4 lg:grid-cols-2">
      <div className="grid min-w-0 grid-cols-1 content-start gap-2">
        <h3 className="flex flex-wrap items-center gap-2 text-base font-semibold text-ink">
          <span className="min-w-0 break-words">
            {t(one.type)} · {one.type === 'adjust_threshold' ? <ThresholdName one={one} /> : one.subject.name}
          </span>
          <RiskBadge risk={one.risk} />
        </h3>
        <p className="text-ink-soft">{reason(one)}</p>
        <Impact one={one} />
        <p className="figures text-sm text-ink-faint">
          {t('confidence', { percent: percent(one.confidence) })} ·{' '}
          {t('model', { model: t(one.model as 'float'), version: one.modelVersion })} ·{' '}
          {t('until', { at: format.instant(one.expiresAt) })}
        </p>
        {may && one.state === 'open' && (
          <div className="flex flex-wrap gap-2 pt-1">
            <Button tone="primary" onClick={() => setHow('apply')}>
              {t('apply')}
            </Button>
            <Button onClick={() => setHow('reject')}>{t('reject')}</Button>
          </div>
        )}
      </div>
      <Contributions features={one.features} />
      {how && <DecideDialog one={one} how={how} onClose={() => setHow(null)} />}
    </li>
  );
}

export function ThresholdName({ one }: { one: Recommendation }) {
  const { opsWord } = useSiraWords();
  return <>{opsWord(one.subject.id)}</>;
}

/** Two intervals in words. */
function Impact({ one }: { one: Recommendation }) {
  const { t, points, savings } = useSiraWords();
  const { low, expected, high } = savings(one);
  const risk = one.impact.riskReduction;
  const alerts = one.impact.costSavings.unit === 'alerts';
  return (
    <ul className="figures grid gap-0.5 text-sm font-medium text-ink" aria-label={t('interval')}>
      <li>
        {t(alerts ? 'savings_alerts' : 'savings_money', { low, high })} ({t('expected', { expected })})
      </li>
      <li>{t(alerts ? 'told' : 'risk', { low: points(risk.low), high: points(risk.high) })}</li>
    </ul>
  );
}

/** What was decided, and what came of it beside what was estimated. */
export function DecidedRow({ one }: { one: Recommendation }) {
  const { t, format, savings } = useSiraWords();
  const { low, high } = savings(one, one.outcome?.estimated);
  const { show } = savings(one);
  const outcome = one.outcome;
  return (
    <li className="grid gap-1 px-4 py-3">
      <p className="flex flex-wrap items-center gap-2 text-ink">
        <span className="min-w-0 font-medium break-words">
          {t(one.type)} · {one.type === 'adjust_threshold' ? <ThresholdName one={one} /> : one.subject.name}
        </span>
        <Badge tone={one.state === 'applied' ? 'ok' : 'neutral'}>{t(one.state as 'applied')}</Badge>
        {one.selfApplied && <Badge tone="ochre">{t('selfApplied')}</Badge>}
      </p>
      <p className="figures text-sm text-ink-faint">
        {t('by', { name: one.decidedBy ?? '', at: format.instant(one.decidedAt) })}
        {one.decisionReason && ` · ${one.decisionReason}`}
      </p>
      {one.state === 'applied' && (
        <p className="figures text-sm text-ink-soft">
          {outcome === null && t('notMeasured')}
          {outcome?.state === 'not_done' && t('notDone')}
          {outcome?.state === 'measured' && (
            <>
              {t('realised', { realised: show(outcome.realised ?? 0) })} · {t('estimated', { low, high })} ·{' '}
              {t(outcome.inside ? 'inside' : 'outside')}
            </>
          )}
        </p>
      )}
    </li>
  );
}
