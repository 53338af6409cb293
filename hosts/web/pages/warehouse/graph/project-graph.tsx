import { cx, IconButton, useMessages } from '@griot/ui';
import { useNavigate } from '@tanstack/react-router';
import { Maximize2, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Resource } from '../../../api/warehouse.ts';
import { kindIcons, statusTones } from '../resource-kind.ts';
import { resourceHref } from '../resource-link.tsx';
import { warehouseMessages } from '../warehouse.messages.ts';
import { GraphSteps } from './graph-steps.tsx';
import { type Direction, NODE, neighbour, type PlacedGraph, placeGraph } from './place-graph.ts';

const ZOOMS = [0.35, 0.5, 0.7, 0.85, 1, 1.25];
const ARROWS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);
const marks = { ok: 'bg-ok', warn: 'bg-warn', bad: 'bg-bad' } as const;

/** What reads what, from left to right. One node at a time is in the order of Tab; arrow keys go on from there. */
export function ProjectGraph(props: { items: readonly Resource[]; onAround: (item: Resource) => void }) {
  const t = useMessages(warehouseMessages);
  const { items } = props;
  const graph = useMemo(() => placeGraph(items), [items]);
  const [zoom, setZoom] = useState(1);
  const [focused, setFocused] = useState<string | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const fit = () => {
    const width = box.current?.clientWidth ?? graph.width;
    setZoom(Math.min(1, Math.max(0.25, (width - 8) / graph.width)));
  };
  useEffect(fit, [graph]);
  const step = (by: number) => {
    const nearest = ZOOMS.reduce((best, one) => (Math.abs(one - zoom) < Math.abs(best - zoom) ? one : best), 1);
    setZoom(ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, ZOOMS.indexOf(nearest) + by))] ?? 1);
  };
  const current = focused !== null && items.some(({ id }) => id === focused) ? focused : (items[0]?.id ?? null);
  const lit = useMemo(() => touching(graph, hovered ?? focused), [graph, hovered, focused]);
  return (
    <div className="relative">
      <GraphSteps items={items} graph={graph} onAround={props.onAround} className="md:hidden" />
      <div className="absolute top-1 right-1 z-10 flex rounded-md border border-line bg-surface max-md:hidden">
        <IconButton icon={Minus} label={t('zoomOut')} onClick={() => step(-1)} size="small" />
        <IconButton icon={Plus} label={t('zoomIn')} onClick={() => step(1)} size="small" />
        <IconButton icon={Maximize2} label={t('zoomFit')} onClick={fit} size="small" />
      </div>
      <section ref={box} className="max-h-[min(72dvh,60rem)] overflow-auto max-md:hidden" aria-label={t('graph')}>
        <div style={{ width: graph.width * zoom, height: graph.height * zoom }}>
          <div
            className="relative origin-top-left"
            style={{ width: graph.width, height: graph.height, transform: `scale(${zoom})` }}
          >
            <Edges graph={graph} lit={lit} />
            {graph.nodes.map(({ id, x, y }) => {
              const item = items.find((one) => one.id === id);
              return (
                item && (
                  <GraphNode
                    key={id}
                    item={item}
                    place={{ left: x, top: y, ...NODE }}
                    tabbable={id === current}
                    pale={lit !== null && !lit.has(id)}
                    graph={graph}
                    onFocus={() => setFocused(id)}
                    onHover={setHovered}
                    onAround={() => props.onAround(item)}
                  />
                )
              );
            })}
          </div>
        </div>
      </section>
      <p className="px-1 pt-2 text-xs text-ink-faint max-md:hidden">{t('graphKeys')}</p>
    </div>
  );
}

/** A node with all that it is made from and all that is made from it. */
function touching(graph: PlacedGraph, id: string | null): ReadonlySet<string> | null {
  if (id === null) return null;
  const found = new Set([id]);
  for (const [near, far] of [
    ['from', 'to'],
    ['to', 'from'],
  ] as const) {
    const way = [id];
    for (let at = way.pop(); at !== undefined; at = way.pop())
      for (const edge of graph.edges)
        if (edge[near] === at && !(found.has(edge[far]) && edge[far] !== id)) {
          if (!found.has(edge[far])) way.push(edge[far]);
          found.add(edge[far]);
        }
  }
  return found;
}

function Edges({ graph, lit }: { graph: PlacedGraph; lit: ReadonlySet<string> | null }) {
  return (
    <svg aria-hidden width={graph.width} height={graph.height} className="absolute inset-0 text-line-strong">
      <defs>
        <marker id="reads" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto">
          <path d="M0 0 L8 4 L0 8 z" fill="currentColor" />
        </marker>
      </defs>
      {graph.edges.map(({ from, to, points }) => {
        const on = lit === null || (lit.has(from) && lit.has(to));
        return (
          <path
            key={`${from} ${to}`}
            d={curve(points)}
            fill="none"
            stroke="currentColor"
            strokeWidth={lit !== null && on ? 2 : 1.25}
            opacity={on ? 1 : 0.25}
            markerEnd="url(#reads)"
            className={lit !== null && on ? 'text-accent' : ''}
          />
        );
      })}
    </svg>
  );
}

function curve(points: readonly { x: number; y: number }[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let d = `M${first.x} ${first.y}`;
  let before = first;
  for (const point of rest) {
    const middle = (before.x + point.x) / 2;
    d += ` C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
    before = point;
  }
  return d;
}

interface GraphNodeProps {
  item: Resource;
  place: { left: number; top: number; width: number; height: number };
  tabbable: boolean;
  pale: boolean;
  graph: PlacedGraph;
  onFocus: () => void;
  onHover: (id: string | null) => void;
  onAround: () => void;
}

function GraphNode({ item, place, tabbable, pale, graph, onFocus, onHover, onAround }: GraphNodeProps) {
  const t = useMessages(warehouseMessages);
  const navigate = useNavigate();
  const Icon = kindIcons[item.kind];
  const href = resourceHref(item);
  const open = () => {
    if (href?.startsWith('/')) void navigate({ to: href });
    else if (href) window.open(href, '_blank', 'noreferrer');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.key.toLowerCase() === 's' && !event.ctrlKey && !event.metaKey) onAround();
    if (!ARROWS.has(event.key)) return;
    event.preventDefault();
    const next = neighbour(graph, item.id, event.key as Direction);
    if (next === null) return;
    const button = event.currentTarget.parentElement?.querySelector<HTMLElement>(`[data-node="${CSS.escape(next)}"]`);
    button?.focus();
    button?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const status = item.status === null ? null : t(`status_${item.status}`);
  const tone = item.status && statusTones[item.status];
  const mark = tone === 'ok' || tone === 'warn' || tone === 'bad' ? marks[tone] : 'bg-line-strong';
  const { tests } = item;
  const troubled =
    (tests?.failed ?? 0) > 0
      ? t('testsFailed', { count: tests?.failed ?? 0, shown: tests?.failed ?? 0 })
      : (tests?.warned ?? 0) > 0
        ? t('testsWarned', { count: tests?.warned ?? 0, shown: tests?.warned ?? 0 })
        : null;
  const note = [item.kind === 'exposure' ? item.name : t(`kind_${item.kind}`), status, troubled];
  return (
    <button
      type="button"
      data-node={item.id}
      tabIndex={tabbable ? 0 : -1}
      title={item.title}
      onFocus={onFocus}
      onMouseEnter={() => onHover(item.id)}
      onMouseLeave={() => onHover(null)}
      onKeyDown={onKeyDown}
      onClick={open}
      style={place}
      className={cx(
        'absolute flex items-center gap-2 overflow-hidden rounded-md border bg-surface pr-2 text-left transition-opacity duration-100',
        'hover:border-accent focus-visible:border-accent',
        troubled ? 'border-warn' : 'border-line-strong',
        item.status === 'error' && 'border-bad',
        pale && 'opacity-35',
      )}
    >
      <span aria-hidden className={cx('h-full w-1 shrink-0', mark)} />
      <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" strokeWidth={1.75} />
      <span className="min-w-0">
        <span className="block truncate text-sm font-medium text-ink">{item.title}</span>
        <span className="block truncate text-xs text-ink-faint">{note.filter(Boolean).join(' · ')}</span>
      </span>
    </button>
  );
}
