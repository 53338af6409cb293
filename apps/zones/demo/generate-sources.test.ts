import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sha256Hex } from '@griot/kernel';
import { generateSources } from './generate-sources.ts';
import { plots, zoneOutline } from './geometry.ts';
import { zoneSites } from './zone-catalogue.ts';

const FILES = ['attributions.csv', 'entreprises.csv', 'factures.csv', 'lots.xlsx', 'paiements.csv', 'zones.geojson'];

test('the same seed gives the same bytes, another seed others', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'griot-demo-'));
  t.after(() => rm(root, { recursive: true, force: true }));
  const digests = async (name: string, seed: number): Promise<string[]> => {
    const folder = join(root, name);
    await generateSources({ folder, seed, scale: 0.05, today: '2025-06-30' });
    assert.deepEqual((await readdir(folder)).sort(), FILES);
    return Promise.all(FILES.map(async (file) => sha256Hex(await readFile(join(folder, file)))));
  };
  const first = await digests('a', 7);
  assert.deepEqual(await digests('b', 7), first);
  const other = await digests('c', 8);
  assert.notEqual(other[2], first[2]);
});

test('five years of months, in the habits of French exports', async (t) => {
  const folder = join(await mkdtemp(join(tmpdir(), 'griot-demo-')), 'sources');
  t.after(() => rm(join(folder, '..'), { recursive: true, force: true }));
  const counts = await generateSources({ folder, seed: 1, scale: 0.1, today: '2025-06-30' });
  const invoices = (await readFile(join(folder, 'factures.csv'), 'utf8')).split('\r\n');
  assert.ok(invoices[0]?.startsWith('\uFEFFid_facture;'));
  const months = new Set(invoices.flatMap((line) => /^FA-(\d{6})/.exec(line)?.[1] ?? []));
  assert.equal(months.size, 60);
  assert.ok(invoices.some((line) => line.includes('\u202F')));
  for (const status of ['payee', 'partielle', 'impayee', 'annulee'])
    assert.ok(invoices.some((line) => line.endsWith(status)));
  assert.ok(counts.factures > 2000 && counts.paiements > 2000);
  const companies = await readFile(join(folder, 'entreprises.csv'));
  assert.ok(companies.toString('utf8').includes('\uFFFD'), 'Windows-1252, which is no UTF-8');
});

test('outlines lie in Côte d’Ivoire, and plots inside their zone', () => {
  for (const site of zoneSites) {
    const outline = zoneOutline(site);
    for (const [longitude, latitude] of outline) {
      assert.ok(longitude > -8.7 && longitude < -2.4 && latitude > 4.3 && latitude < 10.8, site.id);
    }
    assert.ok(Math.abs(area(outline) / site.hectares - 1) < 0.02, `${site.id}: ${area(outline)} ha`);
    for (const count of [6, site.lots, site.lots * 10]) {
      const made = plots(site, count);
      assert.equal(made.length, count);
      assert.ok(
        made.every((plot) => plot.ring.every((corner) => inside(corner, outline))),
        `${site.id} ${count}`,
      );
      assert.ok(made.reduce((sum, plot) => sum + plot.hectares, 0) < site.hectares);
    }
  }
});

function inside([x, y]: [number, number], ring: [number, number][]): boolean {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] ?? [0, 0];
    const [xj, yj] = ring[j] ?? [0, 0];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
  }
  return odd;
}

/** Hectares of a small ring on the globe, counter-clockwise positive. */
function area(ring: [number, number][]): number {
  const metres = 111_320;
  const shrink = Math.cos(((ring[0]?.[1] ?? 0) * Math.PI) / 180);
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const [xa, ya] = ring[i - 1] ?? [0, 0];
    const [xb, yb] = ring[i] ?? [0, 0];
    twice += xa * yb - xb * ya;
  }
  return (twice * metres * metres * shrink) / 2 / 10_000;
}
