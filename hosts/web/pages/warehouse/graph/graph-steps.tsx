import { Button, cx, useMessages } from '@griot/ui';
import { ChevronRight } from 'lucide-react';
import type { Resource } from '../../../api/warehouse.ts';
import { statusTones } from '../resource-kind.ts';
import { ResourceLink } from '../resource-link.tsx';
import { warehouseMessages } from '../warehouse.messages.ts';
import type { PlacedGraph } from './place-graph.ts';

const marks = { ok: 'bg-ok', warn: 'bg-warn', bad: 'bg-bad' } as const;

interface GraphStepsProps {
  items: readonly Resource[];
  graph: PlacedGraph;
  onAround: (item: Resource) => void;
  className?: string;
}

/** The graph where it has no room: its columns one below the other, each item with what it reads and what reads it. */
export function GraphSteps({ items, graph, onAround, className }: GraphStepsProps) {
  const t = useMessages(warehouseMessages);
  const steps = stepsOf(items, graph);
  return (
    <ol className={cx('flex flex-col gap-4', className)}>
      {steps.map((step, at) => (
        <li key={step[0]?.id}>
          <h3 className="pb-1 text-xs font-medium text-ink-soft">{t('graphStep', { number: at + 1 })}</h3>
          <ul className="divide-y divide-line rounded-md border border-line">
            {step.map((item) => (
              <GraphStepItem key={item.id} item={item} items={items} onAround={onAround} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

function GraphStepItem({ item, items, onAround }: Pick<GraphStepsProps, 'items' | 'onAround'> & { item: Resource }) {
  const t = useMessages(warehouseMessages);
  const reads = items.filter(({ id }) => item.reads.includes(id));
  const readers = items.filter((other) => other.reads.includes(item.id));
  const tone = item.status && statusTones[item.status];
  const mark = tone === 'ok' || tone === 'warn' || tone === 'bad' ? marks[tone] : 'bg-line-strong';
  const kind = item.kind === 'exposure' ? item.name : t(`kind_${item.kind}`);
  return (
    <li>
      <details className="group">
        <summary className="flex min-h-12 cursor-pointer list-none items-center gap-2 pr-2">
          <span aria-hidden className={cx('w-1 shrink-0 self-stretch', mark)} />
          <span className="min-w-0 flex-1 py-1">
            <span className="block truncate text-sm font-medium">{item.title}</span>
            <span className="block truncate text-xs text-ink-faint">
              {[kind, item.status && t(`status_${item.status}`)].filter(Boolean).join(' · ')}
            </span>
          </span>
          <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint group-open:rotate-90" />
        </summary>
        <div className="flex flex-col gap-3 border-t border-line bg-sunken px-3 py-3 text-sm">
          <ResourceLink item={item} className="min-h-11 font-medium" />
          <Neighbours title={t('readsDirectly')} items={reads} />
          <Neighbours title={t('readBy')} items={readers} />
          <Button onClick={() => onAround(item)}>{t('narrow')}</Button>
        </div>
      </details>
    </li>
  );
}

function Neighbours({ title, items }: { title: string; items: readonly Resource[] }) {
  if (items.length === 0) return null;
  return (
    <div>
      <p className="text-xs text-ink-soft">{title}</p>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <ResourceLink item={item} className="min-h-11" />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What stands in one column of the graph is one step. */
function stepsOf(items: readonly Resource[], graph: PlacedGraph): Resource[][] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const columns = new Map<number, { y: number; item: Resource }[]>();
  for (const { id, x, y } of graph.nodes) {
    const item = byId.get(id);
    if (item === undefined) continue;
    const column = columns.get(Math.round(x)) ?? [];
    column.push({ y, item });
    columns.set(Math.round(x), column);
  }
  return [...columns]
    .sort(([a], [b]) => a - b)
    .map(([, column]) => column.sort((a, b) => a.y - b.y).map(({ item }) => item));
}
