import { Card, type MapArea, MapView, useFormat, useMessages } from '@griot/ui';
import { useMemo } from 'react';
import { moreMessages } from '../more.messages.ts';
import { fromMinor } from './money.ts';

export interface AgentPlace {
  id: string;
  name: string;
  city: string;
  currency: string;
  latitude: number;
  longitude: number;
  float: string;
  salesToday: string;
}

/** What is left of what an agent began the day with, in percent. */
export function shareLeft({ float, salesToday }: Pick<AgentPlace, 'float' | 'salesToday'>): number {
  const whole = Number(float) + Number(salesToday);
  return whole === 0 ? 100 : Math.round((Number(float) / whole) * 100);
}
const LOW = 20;

const CLASSES = [
  { key: 'fine', light: '#3d7a5a', dark: '#6fb08c' },
  { key: 'some', light: '#c98a1b', dark: '#e0ac4b' },
  { key: 'many', light: '#b4443a', dark: '#e0776c' },
] as const;

/** One spot a city: as wide as it has agents, coloured by how many of them run dry. */
export function AgentMap({ title, agents }: { title: string; agents: AgentPlace[] }) {
  const t = useMessages(moreMessages);
  const format = useFormat();
  const cities = useMemo(() => {
    const by = new Map<string, AgentPlace[]>();
    for (const agent of agents) by.set(agent.city, [...(by.get(agent.city) ?? []), agent]);
    return by;
  }, [agents]);
  const areas = useMemo(
    () =>
      [...cities].map(([city, all]): MapArea => {
        const low = all.filter((agent) => shareLeft(agent) < LOW).length;
        const mean = (of: (agent: AgentPlace) => number) => all.reduce((sum, agent) => sum + of(agent), 0) / all.length;
        const classKey = low === 0 ? 'fine' : low * 4 < all.length ? 'some' : 'many';
        const polygon = circle(
          mean(({ longitude }) => longitude),
          mean(({ latitude }) => latitude),
          0.18 + Math.sqrt(all.length) * 0.07,
        );
        return { id: city, name: city, polygon, classKey, figure: format.count(all.length) };
      }),
    [cities, format],
  );
  const classes = CLASSES.map((one) => ({ ...one, label: t(one.key) }));
  return (
    <Card title={title} padded={false}>
      <MapView
        title={title}
        areas={areas}
        classes={classes}
        legendTitle={t('lowShare')}
        height={420}
        popup={(id) => (
          <ul className="figures max-h-48 overflow-y-auto text-sm">
            {(cities.get(id) ?? []).slice(0, 12).map((agent) => (
              <li key={agent.id} className="flex justify-between gap-3">
                <span data-own-words>{agent.name}</span>
                <span>{format.money(fromMinor(agent.float, agent.currency), agent.currency)}</span>
              </li>
            ))}
          </ul>
        )}
      />
    </Card>
  );
}

/** A ring of 24 points; degrees, widened with the latitude. */
function circle(longitude: number, latitude: number, radius: number): MapArea['polygon'] {
  const ring = Array.from({ length: 25 }, (_, n): [number, number] => {
    const angle = (n / 24) * 2 * Math.PI;
    return [
      longitude + (radius * Math.cos(angle)) / Math.cos((latitude * Math.PI) / 180),
      latitude + radius * Math.sin(angle),
    ];
  });
  return { type: 'Polygon', coordinates: [ring] };
}
