import {
  Button,
  buttonClasses,
  Card,
  type Column,
  DataTable,
  notify,
  PageHeader,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useMay,
  useMessages,
} from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { LocateFixed } from 'lucide-react';
import { useMemo, useState } from 'react';
import { moreMessages } from '../more.messages.ts';
import { AgentMap, shareLeft } from '../parts/agent-map.tsx';
import { fromMinor } from '../parts/money.ts';

interface Agent {
  id: string;
  name: string;
  country: string;
  region: string;
  city: string;
  currency: string;
  latitude: number;
  longitude: number;
  float: string;
  salesToday: string;
  lastSeen: string;
  distance: number | null;
}

const RADIUS_M = 25_000;

export default function AgentsPage() {
  const t = useMessages(moreMessages);
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
        {({ items }) => (
          <>
            <AgentMap title={t('mapTitle')} agents={items} />
            <AgentTable agents={items} />
          </>
        )}
      </QueryView>
    </>
  );
}

function AgentTable({ agents }: { agents: Agent[] }) {
  const t = useMessages(moreMessages);
  const format = useFormat();
  const may = useMay('payops.actions.request');
  const columns = useMemo(
    (): Column<Agent>[] => [
      { id: 'name', heading: t('agent'), kind: 'text', value: (row) => row.name },
      { id: 'city', heading: t('city'), kind: 'text', value: (row) => row.city, options: true },
      { id: 'share', heading: t('share'), kind: 'figure', unit: 'count', value: shareLeft, onPhone: true },
      {
        ...{ id: 'float', heading: t('amount'), kind: 'text', onPhone: true },
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
                  search={{ demande: 'ADJUST_FLOAT', agentId: row.id, currency: row.currency } as never}
                  className={buttonClasses('quiet', 'small')}
                >
                  {t('rebalance')}
                </Link>
              ),
            },
          ]
        : []),
    ],
    [t, format, may, agents],
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
