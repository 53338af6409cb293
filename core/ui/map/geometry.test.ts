import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { feature } from 'topojson-client';
import { boundsOf, centreOf, type Polygon, toMercator, windowOn, zoomWindow } from './geometry.ts';

const square: Polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [-4, 5],
      [-2, 5],
      [-2, 7],
      [-4, 7],
      [-4, 5],
    ],
  ],
};

test('bounds and centre of a polygon', () => {
  assert.deepEqual(boundsOf([square]), [-4, 5, -2, 7]);
  assert.deepEqual(centreOf(square), [-3, 6]);
  assert.equal(boundsOf([]), null);
});

test('a window shows the bounds whole whatever the shape of the box', () => {
  for (const [width, height] of [
    [390, 300],
    [300, 900],
  ] as const) {
    const window = windowOn([-4, 5, -2, 7], width, height);
    for (const corner of square.coordinates[0] ?? []) {
      const [x, y] = toMercator(corner);
      assert.ok(x > window.x && x < window.x + window.width && y > window.y && y < window.y + window.height);
    }
    const zoomed = zoomWindow(window, 2);
    assert.ok(Math.abs(zoomed.x + zoomed.width / 2 - (window.x + window.width / 2)) < 1e-12);
  }
});

test('the shipped base map is small, whole, and holds the places of our zones', async () => {
  const text = await readFile(new URL('./generated/base-map.json', import.meta.url), 'utf8');
  assert.ok(text.length < 80 * 1024, `${text.length} bytes`);
  const topology = JSON.parse(text) as { objects: { countries: unknown } };
  const countries = feature(topology, topology.objects.countries).features;
  const countryAt = (lon: number, lat: number) =>
    countries.find((country) =>
      country.geometry.coordinates.some(([ring = []]) => {
        let inside = false;
        for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
          const [xi = 0, yi = 0] = ring[i] ?? [];
          const [xj = 0, yj = 0] = ring[j] ?? [];
          if (yi > lat !== yj > lat && lon < ((xj - xi) * (lat - yi)) / (yj - yi) + xi) inside = !inside;
        }
        return inside;
      }),
    )?.properties.name;
  assert.equal(countryAt(-5.03, 7.69), 'Côte d’Ivoire');
  assert.equal(countryAt(-4.08, 5.35), 'Côte d’Ivoire');
  assert.equal(countryAt(3.06, 36.7), 'Algérie');
  assert.equal(countryAt(-17.3, 14.75), 'Sénégal');
});
