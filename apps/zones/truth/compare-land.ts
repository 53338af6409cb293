import assert from 'node:assert/strict';
import type { z } from 'zod';
import type { summary, zoneDetails, zoneList, zonesMap } from '../http/contract.ts';
import type { ZonesPlatform } from '../testing/zones-platform.ts';
import { addressOf, assertCards } from './compare-finance.ts';
import { type Choice, type Expected, spanBefore, spanOf } from './expected.ts';
import { percent } from './invoice-state.ts';
import { holdersOn, landOn, sectorsOn } from './land-truth.ts';
import { months, plus } from './read-rows.ts';

/** Land has no sector and no segment; its day is the chosen end, at most the as-of date. */
function landDay(expected: Expected, choice: Choice): string {
  return choice.date_fin !== undefined && choice.date_fin < expected.asOf ? choice.date_fin : expected.asOf;
}

export async function compareLand(platform: ZonesPlatform, expected: Expected, choice: Choice): Promise<void> {
  const { books, asOf } = expected;
  const day = landDay(expected, choice);
  const where = `land ${JSON.stringify(choice)}`;
  const get = <T>(path: string): Promise<T> => platform.get<T>(addressOf(path, choice));
  if (choice.zone === 'Sans zone') return;

  const cards = await get<z.output<typeof summary>>('/api/occupation/summary');
  assert.equal(cards.kpis.length, 5);
  const from = choice.date_debut ?? plus(months(day, -12), 1);
  assert.deepEqual(cards.period, { from, to: day }, where);
  const { span } = spanBefore(cards.period, asOf);
  assertCards(cards, expected.land(choice, day), expected.land(choice, span.to), where);

  const operations = await get<z.output<typeof summary>>('/api/operationnel/summary');
  const last = spanOf(choice, asOf).to;
  const { taux_occupation } = expected.land(choice, last < asOf ? last : asOf);
  assertCards(operations, { taux_occupation: taux_occupation ?? null }, null, where);

  const list = await get<z.output<typeof zoneList>>('/api/occupation');
  const zones = expected.zonesOf(choice);
  assert.deepEqual(new Set(list.items.map((item) => item.zone_id)), zones, where);
  assert.equal(list.total, zones.size);
  const map = await get<z.output<typeof zonesMap>>('/api/occupation/zones_map');
  for (const item of list.items) {
    const land = landOn(books, new Set([item.zone_id]), day);
    const figures = [item.total_lots, item.lots_attribues, item.lots_disponibles];
    assert.deepEqual(figures, [land.plots, land.let, land.plots - land.let], `${where} ${item.zone_id}`);
    assert.equal(item.taux_occupation, percent(land.let, land.plots));
    assert.equal(Number(item.surface_attribuee_hectares), land.areaLet / 10_000);
    assert.equal(Number(item.surface_total_hectares), books.zones.get(item.zone_id)?.hectares);
    assert.deepEqual(
      [...item.secteurs_presents].sort(),
      sectorsOn(books, item.zone_id, asOf),
      `sectors ${item.zone_id}`,
    );
    const drawn = map.features.find((feature) => feature.id === item.zone_id);
    assert.equal(drawn?.properties.taux_occupation, item.taux_occupation);
  }
  if (choice.zone !== undefined) await compareZone(platform, expected, choice, list.items[0]?.zone_id ?? '', day);
}

async function compareZone(
  platform: ZonesPlatform,
  expected: Expected,
  choice: Choice,
  zone: string,
  day: string,
): Promise<void> {
  const { books } = expected;
  const { zone: _zone, ...dates } = choice;
  const details = await platform.get<z.output<typeof zoneDetails>>(addressOf(`/api/occupation/${zone}`, dates));
  const finance = expected.finance({ zone }, spanOf(choice, expected.asOf));
  const now = { ...expected.land({ zone }, day), ...finance };
  assertCards(
    { period: { from: '', to: '' }, kpis: details.kpis, passport: details.passport },
    now,
    null,
    `zone ${zone}`,
  );
  const holders = holdersOn(books, zone, day);
  assert.equal(details.lots.length, [...books.plots.values()].filter((plot) => plot.zone === zone).length);
  for (const plot of details.lots) {
    assert.equal(plot.id_entreprise, holders.get(plot.id_lot) ?? null, plot.id_lot);
    assert.equal(plot.statut, holders.has(plot.id_lot) ? 'attribue' : 'disponible');
    assert.equal(Number(plot.superficie_hectares) * 10_000, books.plots.get(plot.id_lot)?.area);
  }
  assert.ok(details.historique.length > 12);
  assert.equal(details.historique.at(-1)?.date, day);
  for (const point of details.historique) {
    const land = landOn(books, new Set([zone]), point.date);
    assert.deepEqual(
      [point.lots_attribues, point.taux_occupation],
      [land.let, percent(land.let, land.plots)],
      point.date,
    );
  }
}
