import { open } from 'node:fs/promises';
import { writeXlsxStream } from 'hucre/xlsx';
import { asWkt, plots, zoneOutline } from './geometry.ts';
import { type ZoneSite, zoneSites } from './zone-catalogue.ts';

/** Plots of a zone at a scale. */
export const plotCount = (site: ZoneSite, scale: number): number => Math.max(6, Math.round(site.lots * scale));

export const plotId = (site: ZoneSite, plot: number): string => `${site.id}-${String(plot + 1).padStart(4, '0')}`;

/** `zones.geojson`: a good feature per zone, then one with an open ring and one that lies off the globe. */
export async function writeZones(path: string, scale: number): Promise<number> {
  const features: unknown[] = zoneSites.map((site) => ({
    type: 'Feature',
    properties: {
      id_zone: site.id,
      nom_zone: site.name,
      region: site.region,
      superficie_hectares: site.hectares,
      nb_lots: plotCount(site, scale),
      status_viabilisation: site.servicing,
    },
    geometry: { type: 'Polygon', coordinates: [zoneOutline(site)] },
  }));
  const fault = (id: string, name: string, ring: number[][]) => ({
    type: 'Feature',
    properties: {
      id_zone: id,
      nom_zone: name,
      region: 'À vérifier',
      superficie_hectares: 10,
      nb_lots: 0,
      status_viabilisation: 'non_viabilisee',
    },
    geometry: { type: 'Polygon', coordinates: [ring] },
  });
  features.push(
    fault('ZI-ERR-1', 'Contour ouvert', [
      [-4, 5.3],
      [-3.99, 5.3],
      [-3.99, 5.31],
      [-4, 5.31],
    ]),
  );
  features.push(
    fault('ZI-ERR-2', 'Hors du globe', [
      [-4, 95.3],
      [-3.99, 95.3],
      [-3.99, 95.31],
      [-4, 95.3],
    ]),
  );
  const text = features.map((feature) => `    ${JSON.stringify(feature)}`).join(',\n');
  await writeWhole(path, `{\n  "type": "FeatureCollection",\n  "features": [\n${text}\n  ]\n}\n`);
  return zoneSites.length;
}

/** `lots.xlsx`, one sheet, outlines as WKT. Returns the number of good rows. */
export async function writePlots(path: string, scale: number): Promise<number> {
  const columns = ['id_lot', 'id_zone', 'numero', 'superficie_hectares', 'coordonnees', 'viabilise'];
  let rows = 0;
  const generate = function* (): Generator<(string | number | null)[]> {
    yield columns;
    for (const [index, site] of zoneSites.entries()) {
      for (const [number, plot] of plots(site, plotCount(site, scale)).entries()) {
        rows += 1;
        const serviced = site.servicing === 'viabilisee' || (site.servicing === 'partielle' && number % 3 !== 0);
        const hectares = Math.round(plot.hectares * 10_000) / 10_000;
        yield [plotId(site, number), site.id, `L${number + 1}`, hectares, asWkt(plot.ring), serviced ? 'oui' : 'non'];
      }
      if (index === 0) {
        yield [null, site.id, 'L-SANS-ID', 0.5, null, 'oui'];
        yield ['LOT-ERR-1', 'ZI-INCONNUE', 'L1', 0.5, null, 'oui'];
        yield ['LOT-ERR-2', site.id, 'L-X', 'un demi', null, 'oui'];
        yield [plotId(site, 0), site.id, 'L1 bis', 0.5, null, 'oui'];
      }
    }
  };
  const handle = await open(path, 'w');
  for await (const chunk of writeXlsxStream(generate(), { name: 'Lots' })) await handle.write(chunk);
  await handle.sync();
  await handle.close();
  return rows;
}

async function writeWhole(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w');
  await handle.write(text);
  await handle.sync();
  await handle.close();
}
