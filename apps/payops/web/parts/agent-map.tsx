import { Card, type MapArea, MapView, useApiQuery, useFormat, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import type { Agent, AgentCell } from '../answers.ts';
import { moreMessages } from '../more.messages.ts';
import { fromMinor } from './money.ts';

export type AgentPlace = Pick<Agent, 'id' | 'name' | 'city' | 'currency' | 'float' | 'salesToday'>;

/** What is left of what an agent began the day with, in percent. */
export function shareLeft({ float, salesToday }: Pick<Agent, 'float' | 'salesToday'>): number {
  const whole = Number(float) + Number(salesToday);
  return whole === 0 ? 100 : Math.round((Number(float) / whole) * 100);
}

const CLASSES = [
  { key: 'fine', light: '#3d7a5a', dark: '#6fb08c' },
  { key: 'some', light: '#c98a1b', dark: '#e0ac4b' },
  { key: 'many', light: '#b4443a', dark: '#e0776c' },
] as const;
/** Percent below which an agent is about to turn customers away. */
const LOW = 20;
const NAMED = 12;
/** Cells of about 22 km, which a city fills; nearer ones where somebody looks around. */
const RESOLUTION = { country: 4, around: 6 };

/** Cells of the H3 grid, coloured by how many of their agents run dry; a click names them, the emptiest first. */
export function AgentMap(props: {
  title: string;
  agents: readonly AgentPlace[];
  near?: boolean;
  onOpen?: (agentId: string) => void;
}) {
  const t = useMessages(moreMessages);
  const format = useFormat();
  const { agents } = props;
  const query = useApiQuery<{ items: AgentCell[] }>('/api/dashboard/agents/clusters', {
    resolution: props.near ? RESOLUTION.around : RESOLUTION.country,
  });
  const known = useMemo(() => new Map(agents.map((one) => [one.id, one])), [agents]);
  const cells = useMemo(
    () =>
      new Map(
        (query.data?.items ?? []).flatMap((cell) => {
          const inside = cell.agentIds.flatMap((id) => known.get(id) ?? []);
          return inside.length === 0 ? [] : [[cell.cell, { ...cell, inside }] as const];
        }),
      ),
    [query.data, known],
  );
  const areas = useMemo(
    () =>
      [...cells.values()].map(({ cell, ring, place, inside }): MapArea => {
        const low = inside.filter((one) => shareLeft(one) < LOW).length;
        const classKey = low === 0 ? 'fine' : low * 4 < inside.length ? 'some' : 'many';
        const polygon = { type: 'Polygon' as const, coordinates: [ring] };
        return { id: cell, name: place, polygon, classKey, figure: format.count(inside.length) };
      }),
    [cells, format],
  );
  const classes = useMemo(() => CLASSES.map((one) => ({ ...one, label: t(one.key) })), [t]);
  const popup = (id: string) => {
    const { inside = [], floats = {} } = cells.get(id) ?? {};
    const emptiest = [...inside].sort((a, b) => shareLeft(a) - shareLeft(b));
    return (
      <div className="figures text-sm">
        <p className="text-ink-faint">
          {Object.entries(floats)
            .map(([currency, float]) => format.money(fromMinor(float, currency), currency))
            .join(' · ')}
        </p>
        <ul className="mt-1 max-h-48 overflow-y-auto">
          {emptiest.slice(0, NAMED).map((one) => (
            <li key={one.id}>
              <button
                type="button"
                disabled={!props.onOpen}
                onClick={() => props.onOpen?.(one.id)}
                className="flex min-h-8 w-full items-center justify-between gap-3 text-left enabled:hover:underline"
              >
                <span data-own-words>{one.name}</span>
                <span className={shareLeft(one) < LOW ? 'text-bad' : ''}>{shareLeft(one)} %</span>
              </button>
            </li>
          ))}
        </ul>
        {inside.length > NAMED && (
          <p className="text-ink-faint">
            {t('andMore', { count: inside.length - NAMED, shown: format.count(inside.length - NAMED) })}
          </p>
        )}
      </div>
    );
  };
  return (
    <Card title={props.title} padded={false}>
      <MapView
        title={props.title}
        areas={areas}
        classes={classes}
        legendTitle={t('lowShare')}
        height={420}
        popup={popup}
      />
    </Card>
  );
}
