import {
  Badge,
  buttonClasses,
  Card,
  Facts,
  PageHeader,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { Link, useParams } from '@tanstack/react-router';
import { Code, Workflow } from 'lucide-react';
import type { Resource, ResourceDetail, WarehouseProject } from '../../../api/warehouse.ts';
import { useMay } from '../../../shell/services.tsx';
import { ResourceLink } from '../resource-link.tsx';
import { nodeOfPath } from '../resource-path.ts';
import { StatusBadge } from '../status-badge.tsx';
import { warehouseMessages } from '../warehouse.messages.ts';
import { NodeColumns } from './node-columns.tsx';
import { NodeRuns } from './node-runs.tsx';
import { NodeTests } from './node-tests.tsx';
import { SourceFreshness } from './source-freshness.tsx';
import { SqlText } from './sql-text.tsx';

/** One model, source or metric: what it is, where its columns come from, how it went, who reads it. */
export default function NodePage() {
  const { id: part } = useParams({ strict: false }) as { id: string };
  const id = nodeOfPath(part);
  const detail = useApiQuery<ResourceDetail>('/api/warehouse/explorer/resource', { id });
  const all = useApiQuery<WarehouseProject>('/api/warehouse/explorer');
  const known = new Map((all.data?.items ?? []).map((item) => [item.id, item]));
  return (
    <QueryView query={detail} skeleton={<Skeleton className="h-96" />}>
      {(answer) => <Node detail={answer} known={known} />}
    </QueryView>
  );
}

function Node({ detail, known }: { detail: ResourceDetail; known: ReadonlyMap<string, Resource> }) {
  const t = useMessages(warehouseMessages);
  const { item } = detail;
  const isTable = item.kind === 'model' || item.kind === 'seed' || item.kind === 'snapshot';
  const mayQuery = useMay('core.warehouse.query');
  const around = item.kind === 'source' ? `source:${item.title}+` : `+${item.name}+`;
  return (
    <>
      <PageHeader
        title={item.title}
        note={item.kind === 'metric' ? `${t('kind_metric')} · ${item.name}` : t(`kind_${item.kind}`)}
        crumbs={[{ label: t('warehouse'), to: '/warehouse' }, { label: item.title }]}
        actions={
          <>
            {isTable && mayQuery && (
              <Link
                to="/warehouse/sql"
                search={{ sql: `SELECT * FROM ${item.name}` } as never}
                className={buttonClasses()}
              >
                <Code aria-hidden className="size-4" strokeWidth={1.75} />
                {t('openSql')}
              </Link>
            )}
            {item.kind !== 'metric' && (
              <Link to="/warehouse/graph" search={{ select: around } as never} className={buttonClasses()}>
                <Workflow aria-hidden className="size-4" strokeWidth={1.75} />
                {t('around')}
              </Link>
            )}
          </>
        }
      />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-3">
        <div className="flex min-w-0 flex-col gap-4 lg:col-span-2">
          {item.description && <p className="max-w-prose text-ink-soft">{item.description}</p>}
          <NodeColumns detail={detail} known={known} />
          {item.kind !== 'metric' && <NodeTests detail={detail} />}
          {detail.sql !== null && <SqlText compiled={detail.sql} written={detail.source} />}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <About item={item} />
          {detail.freshness && <SourceFreshness freshness={detail.freshness} />}
          <Card title={t('lineage')}>
            <List heading={t('readsDirectly')} items={detail.reads} empty={t('nothingRead')} />
            {item.kind !== 'metric' && (
              <List
                heading={t('readBy')}
                items={detail.readers.filter(({ kind }) => kind !== 'exposure')}
                empty={t('nobody')}
              />
            )}
            <List heading={t('whoReads')} items={detail.exposures} empty={t('nobody')} withKind />
          </Card>
          {isTable && <NodeRuns runs={detail.runs} />}
        </div>
      </div>
    </>
  );
}

function About({ item }: { item: Resource }) {
  const t = useMessages(warehouseMessages);
  const format = useFormat();
  const facts = [
    { label: t('project'), value: item.project },
    item.materialized && { label: t('materialized'), value: item.materialized },
    item.status && { label: t('state'), value: <StatusBadge status={item.status} /> },
    item.rows !== null && { label: t('rows'), value: <span className="figures">{format.count(item.rows)}</span> },
    item.ms !== null && { label: t('time'), value: format.duration(item.ms) },
    item.at && { label: t('lastRun'), value: format.instant(item.at) },
    item.tags.length > 0 && {
      label: t('tags'),
      value: (
        <span className="flex flex-wrap gap-1">
          {item.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </span>
      ),
    },
    item.file && { label: t('file'), value: <span className="font-mono text-sm break-all">{item.file}</span> },
  ];
  return (
    <Card>
      <div className="pt-2">
        <Facts items={facts.filter((fact) => typeof fact === 'object' && fact !== null)} />
      </div>
    </Card>
  );
}

function List(props: { heading: string; items: Resource[]; empty: string; withKind?: boolean }) {
  return (
    <section className="not-first:mt-3">
      <h3 className="text-sm font-medium text-ink-faint">{props.heading}</h3>
      {props.items.length === 0 ? (
        <p className="text-ink-soft">{props.empty}</p>
      ) : (
        <ul className="flex flex-col gap-1 py-1">
          {props.items.map((item) => (
            <li key={item.id} className="flex min-w-0 items-baseline gap-2">
              <ResourceLink item={item} />
              {props.withKind && <span className="shrink-0 text-xs text-ink-faint">{item.name}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
