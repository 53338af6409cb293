import {
  type MapArea,
  type MapClass,
  occupancyClass,
  occupancyColours,
  occupancyLimits,
  useFormat,
  useMessages,
} from '@griot/ui';
import { useMemo } from 'react';
import type { ZonesMap } from '../answers.ts';
import { mapWordsMessages } from './map-words.messages.ts';

/** Classes of occupancy as the map's legend writes them. */
export function useOccupancyClasses(): MapClass[] {
  const t = useMessages(mapWordsMessages);
  return useMemo(
    () =>
      occupancyColours.light.map((light, index) => {
        const from = occupancyLimits[index - 1];
        const to = occupancyLimits[index];
        const label =
          from === undefined
            ? t('below', { limit: to ?? 0 })
            : to === undefined
              ? t('above', { limit: from })
              : t('between', { from, to });
        return { key: String(index), label, light, dark: occupancyColours.dark[index] ?? light };
      }),
    [t],
  );
}

export function useOccupancyAreas(map: ZonesMap | undefined): MapArea[] {
  const format = useFormat();
  return useMemo(
    () =>
      (map?.features ?? []).map(({ id, geometry, properties }) => {
        const rate = properties.taux_occupation;
        return {
          id,
          name: properties.zone_name,
          polygon: geometry,
          classKey: String(occupancyClass(rate === null ? null : Number(rate)) ?? 'unknown'),
          figure: format.percent(rate),
        };
      }),
    [map, format],
  );
}
