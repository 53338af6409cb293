import { Button, Card, EmptyState, Field, NumberField, notify, Select, useApi } from '@griot/ui';
import { useState } from 'react';
import { GOALS, type Goal, type Plan } from '../sira-answers.ts';
import { DecideDialog } from './sira-decide-dialog.tsx';
import { useSiraWords } from './sira-words.tsx';

/** Several pieces of advice in order, to a goal and within a budget, each with why it stands there. */
export function PlanMaker({ currency, digits }: { currency: string; digits: number }) {
  const { t, money } = useSiraWords();
  const api = useApi();
  const [goal, setGoal] = useState<Goal>('all');
  const [budget, setBudget] = useState<string | null>('5000000');
  const [plan, setPlan] = useState<Plan | null>(null);
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      const minor = Math.round(Number(budget ?? 0) * 10 ** digits);
      setPlan(await api.send<Plan>('POST', '/api/dashboard/sira/plan', { goal, budget: minor }));
    } catch (cause) {
      notify({ title: t('failed'), text: cause instanceof Error ? cause.message : '', tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="grid grid-cols-1 gap-4 p-4">
      <form
        className="grid items-end gap-3 sm:grid-cols-[minmax(12rem,1fr)_minmax(12rem,1fr)_auto]"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Field label={t('goal')}>
          {({ id }) => (
            <Select
              id={id}
              label={t('goal')}
              value={goal}
              options={GOALS.map((value) => ({ value, label: t(`goal_${value}`) }))}
              onChange={(value) => setGoal((value ?? 'all') as Goal)}
            />
          )}
        </Field>
        <NumberField label={t('budget')} value={budget} onChange={setBudget} unit={currency} />
        <Button tone="primary" type="submit" busy={busy}>
          {t('makePlan')}
        </Button>
      </form>
      {plan && plan.steps.length === 0 && <EmptyState small sentence={t('planEmpty')} />}
      {plan && plan.steps.length > 0 && (
        <>
          <p className="figures font-medium text-ink">
            {t('planTotal', {
              count: plan.steps.length,
              cost: money(plan.cost, plan.currency),
              low: money(plan.savings.low, plan.currency),
              high: money(plan.savings.high, plan.currency),
            })}
          </p>
          <p className="text-sm text-ink-faint">{t('planEnds')}</p>
          <ol className="divide-y divide-line rounded-md border border-line">
            {plan.steps.map((step, n) => (
              <PlanStep key={step.recommendation.id} step={step} n={n + 1} currency={plan.currency} />
            ))}
          </ol>
        </>
      )}
      {plan && plan.left.length > 0 && (
        <Card title={t('leftOut')}>
          <ul className="grid gap-1 text-sm text-ink-soft">
            {plan.left.map(({ recommendation, why }) => (
              <li key={recommendation.id}>
                {t(recommendation.type)} · {recommendation.subject.name} · {t(`left_${why}`)}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function PlanStep({ step, n, currency }: { step: Plan['steps'][number]; n: number; currency: string }) {
  const { t, money, reason } = useSiraWords();
  const [open, setOpen] = useState(false);
  const { recommendation: one, cost, spent, why } = step;
  return (
    <li className="flex flex-wrap items-start gap-3 p-3">
      <span className="figures text-lg font-semibold text-ink-faint">{n}</span>
      <div className="min-w-[min(100%,14rem)] flex-1">
        <p className="font-medium text-ink">
          {t(one.type)} · {one.subject.name}
        </p>
        <p className="text-sm text-ink-soft">{reason(one)}</p>
        <p className="figures text-sm text-ink-faint">
          {t(`step_${why}`)}
          {cost > 0 && ` · ${t('cost', { cost: money(cost, currency), spent: money(spent, currency) })}`}
        </p>
      </div>
      <Button onClick={() => setOpen(true)}>{t('apply')}</Button>
      {open && <DecideDialog one={one} how="apply" onClose={() => setOpen(false)} />}
    </li>
  );
}
