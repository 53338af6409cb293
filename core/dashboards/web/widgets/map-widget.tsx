import {
  Card,
  MapView,
  occupancyColours,
  Passport,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { useMemo } from 'react';
import type { Areas } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { figureOf, shapeOf, unitOf } from './figures.ts';
import type { WidgetViewProps } from './widget-props.ts';

const CLASSES = 5;

/** Limits that put about as many areas in each class; equal values stay together. */
export function classLimits(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const limits = Array.from(
    { length: CLASSES - 1 },
    (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / CLASSES)] ?? 0,
  );
  return [...new Set(limits)].filter((limit) => limit > (sorted[0] ?? 0));
}

/** Areas of one of the application's layers, coloured by a metric. */
export function MapWidget({ widget, application, data, title, note, onPick }: WidgetViewProps<'map'>) {
  const t = useMessages(dashboardsMessages);
  const format = useFormat();
  const layer = `/api/dashboards/areas/${encodeURIComponent(application)}/${encodeURIComponent(widget.display.layer)}`;
  const outlines = useApiQuery<Areas>(layer);
  const metric = shapeOf(data).metrics[0];
  const unit = unitOf(metric?.column);
  const at = metric?.at ?? 1;
  const { areas, classes } = useMemo(() => {
    const figures = new Map(data.rows.map((row) => [String(row[0]), figureOf(row[at])]));
    const limits = classLimits([...figures.values()].flatMap((value) => (value === null ? [] : [Number(value)])));
    const short = (value: number | undefined) => format.short(value === undefined ? null : String(value), unit);
    return {
      areas: (outlines.data?.items ?? []).map(({ key, name, polygon }) => {
        const value = figures.get(key) ?? null;
        const place = limits.filter((limit) => value !== null && Number(value) >= limit).length;
        return {
          id: key,
          name,
          polygon,
          classKey: value === null ? 'unknown' : String(place),
          figure: format.figure(value, unit, metric?.column.currency),
        };
      }),
      classes: [...limits, null].map((limit, place) => ({
        key: String(place),
        label:
          place === 0
            ? limit === null
              ? t('allAreas')
              : t('below', { limit: short(limit) })
            : limit === null
              ? t('above', { limit: short(limits[place - 1]) })
              : t('between', { from: short(limits[place - 1]), to: short(limit) }),
        light: occupancyColours.light[place] ?? occupancyColours.light[0],
        dark: occupancyColours.dark[place] ?? occupancyColours.dark[0],
      })),
    };
  }, [data, outlines.data, at, unit, metric?.column.currency, format, t]);
  return (
    <Card padded={false} title={title} note={note} className="h-full" actions={<Passport data={data.passport} />}>
      <QueryView query={outlines} skeleton={<Skeleton className="h-full" />}>
        {() => (
          <MapView
            title={title}
            areas={areas}
            classes={classes}
            legendTitle={metric?.column.label ?? title}
            height={160}
            popup={(id) => <p className="figures">{areas.find((area) => area.id === id)?.figure}</p>}
            onOpen={onPick && ((id) => onPick(widget.query.dimensions[0] ?? '', id))}
          />
        )}
      </QueryView>
    </Card>
  );
}
