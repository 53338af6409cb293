import {
  Button,
  buttonClasses,
  Card,
  type Column,
  DataTable,
  Dialog,
  notify,
  PageHeader,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useMay,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { LocateFixed } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Agent, Rebalancing } from '../answers.ts';
import { moreMessages } from '../more.messages.ts';
import { AgentMap, shareLeft } from '../parts/agent-map.tsx';
import { fromMinor } from '../parts/money.ts';
import { useFresh } from '../parts/use-fresh.ts';

const RADIUS_M = 25_000;

const CHECKS = { agent: (value: string) => value.length <= 120 };

export default function AgentsPage() {
  const t = useMessages(moreMessages);
  const filters = useUrlFilters(CHECKS);
  useFresh('/api/dashboard/agents/');
  const [here, setHere] = useState<{ lat: number; lon: number } | null>(null);
  const query = useApiQuery<{ items: Agent[] }>(
    '/api/dashboard/agents/nearby',
    here ? { ...here, radius: RADIUS_M } : {},
  );
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setHere({ lat: coords.latitude, lon: coords.longitude }),
      () => notify({ title: t('noPosition'), tone: 'bad' }),
    );
  return (
    <>
      <PageHeader
        title={t('map')}
        note={t('mapNote')}
        actions={
          <Button icon={LocateFixed} onClick={() => (here ? setHere(null) : locate())}>
            {t(here ? 'everywhere' : 'nearMe')}
          </Button>
        }
      />
      <QueryView query={query} skeleton={<Skeleton />}>
        {({ items }) => {
          const open = (agent: string | null) => filters.set({ agent });
          const shown = items.find(({ id }) => id === filters.values.agent);
          return (
            <>
              <AgentMap title={t('mapTitle')} agents={items} near={here !== null} onOpen={open} />
              <Suggestions />
              <AgentTable agents={items} onOpen={open} />
              {shown && <AgentSheet agent={shown} onClose={() => open(null)} />}
            </>
          );
        }}
      </QueryView>
    </>
  );
}

/** Opens the request with what it needs: who, how much, in which currency. */
const requestFor = (agentId: string, currency: string, amount?: string | null) => ({
  ...{ demande: 'ADJUST_FLOAT', agentId, currency },
  ...(amount ? { amount } : {}),
});

function Suggestions() {
  const t = useMessages(moreMessages);
  const format = useFormat();
  const may = useMay('payops.actions.request');
  const query = useApiQuery<{ items: Rebalancing[] }>('/api/dashboard/agents/rebalancing');
  return (
    <QueryView query={query} skeleton={<Skeleton />}>
      {({ items }) => (
        <Card title={t('suggestions')} note={t('suggestionsNote')}>
          {items.length === 0 && <p className="text-ink-faint">{t('noSuggestion')}</p>}
          <ul className="divide-y divide-line">
            {items.slice(0, 8).map((one) => {
              const amount = fromMinor(one.amount, one.currency);
              const km = one.from && format.number(String(one.from.metres / 1000), 1);
              return (
                <li key={one.agentId} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
                  <span className="min-w-0 flex-1 basis-48 font-medium" data-own-words>
                    {one.name}
                  </span>
                  <span className="figures">{format.money(amount, one.currency)}</span>
                  <span className="basis-48 text-sm text-ink-faint">
                    {one.from && km ? t('byNeighbour', { name: one.from.name, km }) : t('thePlatform')}
                  </span>
                  {may && (
                    <Link
                      to="/paiements/operations"
                      search={requestFor(one.agentId, one.currency, amount) as never}
                      className={buttonClasses('quiet', 'small')}
                    >
                      {t('rebalance')}
                    </Link>
                  )}
                </li>
              );
            })}
          </ul>
        </Card>
      )}
    </QueryView>
  );
}

/** One agent, as an operator asks about him on the telephone. */
function AgentSheet({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const t = useMessages(moreMessages);
  const format = useFormat();
  const money = (amount: string) => format.money(fromMinor(amount, agent.currency), agent.currency);
  const facts = [
    [t('city'), `${agent.city}, ${agent.region}`],
    [t('amount'), money(agent.float)],
    [t('soldToday'), money(agent.salesToday)],
    [t('share'), `${shareLeft(agent)} %`],
    [t('lastSeen'), format.instant(agent.lastSeen)],
  ] as const;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={agent.name} description={agent.id} shape="sheet">
      <dl className="figures grid grid-cols-2 gap-x-4 gap-y-3">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-sm text-ink-faint">{name}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-5 flex flex-wrap gap-2">
        <Link
          to="/paiements/transactions"
          search={{ tenantType: 'agent', tenantId: agent.id } as never}
          className={buttonClasses('secondary')}
        >
          {t('itsTransactions')}
        </Link>
        {useMay('payops.actions.request') && (
          <Link
            to="/paiements/operations"
            search={requestFor(agent.id, agent.currency) as never}
            className={buttonClasses('primary')}
          >
            {t('rebalance')}
          </Link>
        )}
      </p>
    </Dialog>
  );
}

function AgentTable({ agents, onOpen }: { agents: Agent[]; onOpen: (id: string) => void }) {
  const t = useMessages(moreMessages);
  const format = useFormat();
  const may = useMay('payops.actions.request');
  const columns = useMemo(
    (): Column<Agent>[] => [
      {
        ...{ id: 'name', heading: t('agent'), kind: 'text', value: (row) => row.name },
        render: (row) => (
          <button
            type="button"
            className="min-h-8 text-left text-accent hover:underline"
            onClick={() => onOpen(row.id)}
            data-own-words
          >
            {row.name}
          </button>
        ),
      },
      { id: 'city', heading: t('city'), kind: 'text', value: (row) => row.city, options: true },
      { id: 'share', heading: t('share'), kind: 'figure', unit: 'count', value: shareLeft, onPhone: true },
      {
        ...{ id: 'float', heading: t('amount'), kind: 'figure', unit: 'count', onPhone: true },
        value: (row) => fromMinor(row.float, row.currency),
        render: (row) => (
          <span className="figures block text-right">
            {format.money(fromMinor(row.float, row.currency), row.currency)}
          </span>
        ),
      },
      {
        id: 'seen',
        heading: t('lastSeen'),
        kind: 'text',
        value: (row) => row.lastSeen,
        render: (row) => format.instant(row.lastSeen),
      },
      {
        ...{
          id: 'distance',
          heading: t('distance'),
          kind: 'figure',
          unit: 'count',
          hidden: agents.every(({ distance }) => distance === null),
        },
        value: (row) => (row.distance === null ? null : Math.round(row.distance / 1000)),
      },
      ...(may
        ? [
            {
              ...{ id: 'act', heading: t('rebalance'), kind: 'text' as const, sortable: false, width: 150 },
              value: (row: Agent) => row.id,
              render: (row: Agent) => (
                <Link
                  to="/paiements/operations"
                  search={requestFor(row.id, row.currency) as never}
                  className={buttonClasses('quiet', 'small')}
                >
                  {t('rebalance')}
                </Link>
              ),
            },
          ]
        : []),
    ],
    [t, format, may, agents, onOpen],
  );
  return (
    <Card padded={false}>
      <DataTable
        title={t('map')}
        columns={columns}
        rows={agents}
        rowKey={({ id }) => id}
        empty={t('noAgents')}
        defaultSort={{ column: 'share', descending: false }}
      />
    </Card>
  );
}
