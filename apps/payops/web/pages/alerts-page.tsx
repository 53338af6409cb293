import {
  Badge,
  Button,
  buttonClasses,
  Card,
  EmptyState,
  notify,
  PageHeader,
  QueryView,
  Select,
  Skeleton,
  Tabs,
  useApi,
  useApiQuery,
  useFormat,
  useLive,
  useMay,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { BellPlus } from 'lucide-react';
import { useState } from 'react';
import type { Alert } from '../answers.ts';
import { moreMessages } from '../more.messages.ts';
import { fromMinor } from '../parts/money.ts';
import { CATEGORIES, RaiseDialog } from '../parts/raise-dialog.tsx';
import { useFresh } from '../parts/use-fresh.ts';

/** What the judge writes beside an alert; each category has its own of them. */
type Facts = { percent?: number; count?: number; amount?: string; float?: string; currency?: string };

const PATH = '/api/dashboard/alerts';
const STATES = ['open', 'acknowledged', 'resolved'] as const satisfies readonly Alert['state'][];
const CHECKS = {
  etat: (value: string) => (STATES as readonly string[]).includes(value),
  categorie: (value: string) => (CATEGORIES as readonly string[]).includes(value),
};

export default function AlertsPage() {
  const t = useMessages(moreMessages);
  const queries = useQueryClient();
  const filters = useUrlFilters(CHECKS);
  const mayManage = useMay('payops.alerts.manage');
  const [raising, setRaising] = useState(false);
  const category = filters.values.categorie ?? null;
  useFresh(PATH);
  useLive('payops.alerts', () => void queries.invalidateQueries({ queryKey: [PATH] }));
  return (
    <>
      <PageHeader
        title={t('alerts')}
        note={t('alertsNote')}
        actions={
          <>
            <span className="w-56 max-w-full">
              <Select
                label={t('category')}
                value={category}
                all={t('everyCategory')}
                options={CATEGORIES.map((value) => ({ value, label: t(value) }))}
                onChange={(value) => filters.set({ categorie: value })}
              />
            </span>
            {mayManage && (
              <Button icon={BellPlus} onClick={() => setRaising(true)}>
                {t('raise')}
              </Button>
            )}
          </>
        }
      />
      {raising && <RaiseDialog onClose={() => setRaising(false)} />}
      <Card padded={false}>
        <Tabs
          label={t('alerts')}
          value={filters.values.etat ?? 'open'}
          onChange={(id) => filters.set({ etat: id === 'open' ? null : id })}
          items={STATES.map((id) => ({ id, label: t(id), content: <Alerts state={id} category={category} /> }))}
        />
      </Card>
    </>
  );
}

function Alerts({ state, category }: { state: Alert['state']; category: string | null }) {
  const t = useMessages(moreMessages);
  const query = useApiQuery<{ items: Alert[] }>(PATH, { state, ...(category ? { category } : {}) });
  return (
    <QueryView query={query} skeleton={<Skeleton className="m-4" />}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState sentence={t('noAlerts')} />
        ) : (
          <ul className="divide-y divide-line">
            {items.map((alert) => (
              <AlertRow key={alert.id} alert={alert} />
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

/** From an alert straight to the action that answers it. */
function answerTo({ category, subject, facts: all }: Alert): Record<string, string> | null {
  const facts = all as Facts;
  if (subject.id === '*') return null;
  if (category === 'float') return { demande: 'ADJUST_FLOAT', agentId: subject.id, currency: facts.currency ?? '' };
  if (category === 'fraud') return { demande: 'FREEZE_MERCHANT', merchantId: subject.id };
  if (category === 'payout') return { demande: 'REROUTE_PAYOUT', target: '*' };
  return category === 'reconciliation' ? { demande: 'PAUSE_PAYOUT', target: subject.id } : null;
}

function AlertRow({ alert }: { alert: Alert }) {
  const t = useMessages(moreMessages);
  const format = useFormat();
  const api = useApi();
  const queries = useQueryClient();
  const mayManage = useMay('payops.alerts.manage');
  const mayAsk = useMay('payops.actions.request');
  const { percent, count, amount, float, currency } = alert.facts as Facts;
  const sum = amount ?? float;
  const facts = [
    percent !== undefined && t('factPercent', { percent: format.number(String(percent), 1) }),
    count !== undefined &&
      t(alert.category === 'reconciliation' ? 'duePayouts' : 'factCount', { count, shown: format.count(count) }),
    sum && currency && format.money(fromMinor(sum, currency), currency),
    t('since', { at: format.instant(alert.openedAt) }),
    alert.source === 'manual' && typeof alert.facts.by === 'string' && t('raisedBy', { name: alert.facts.by }),
    alert.acknowledgedBy && t('takenBy', { name: alert.acknowledgedBy }),
    alert.note,
  ];
  const acknowledge = () =>
    api.send('POST', `${PATH}/${alert.id}/acknowledge`, {}).then(
      () => queries.invalidateQueries({ queryKey: [PATH] }),
      (cause: unknown) =>
        notify({ title: t('failed'), text: cause instanceof Error ? cause.message : '', tone: 'bad' }),
    );
  const answer = answerTo(alert);
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {t(alert.category)}
          {alert.subject.id !== '*' && (
            <>
              {' · '}
              <span data-own-words>{alert.subject.name}</span>
            </>
          )}
          <Badge tone={alert.severity === 'critical' ? 'bad' : alert.severity === 'warning' ? 'warn' : 'neutral'}>
            {t(alert.severity)}
          </Badge>
          {alert.source !== 'threshold' && <Badge tone="neutral">{t(alert.source)}</Badge>}
        </p>
        <p className="figures text-sm text-ink-faint">{facts.filter(Boolean).join(' · ')}</p>
      </div>
      {alert.state !== 'resolved' && mayAsk && answer && (
        <Link to="/paiements/operations" search={answer as never} className={buttonClasses('secondary')}>
          {t('act')}
        </Link>
      )}
      {alert.state === 'open' && mayManage && <Button onClick={() => void acknowledge()}>{t('acknowledge')}</Button>}
    </li>
  );
}
