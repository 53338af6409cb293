import 'maplibre-gl/dist/maplibre-gl.css';
import { Maximize, Minus, Plus } from 'lucide-react';
import { type GeoJSONSource, Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../basics/button.tsx';
import { useMessages } from '../i18n/locale-provider.tsx';
import { usePreferences } from '../theme/preferences-provider.tsx';
import { loadCountries } from './base-map.ts';
import { type Bounds, boundsOf, centreOf } from './geometry.ts';
import { mapMessages } from './map.messages.ts';
import { colourOf, type MapEngineProps } from './map-data.ts';
import { areaCollections, mapStyle, readMapColours } from './map-style.ts';

setWorkerUrl(workerUrl);

const PADDING = 48;

export interface MapLibreMapProps extends MapEngineProps {
  /** No WebGL here: the drawing must be made otherwise. */
  onUnable: () => void;
}

/** The areas on the shipped base map, with MapLibre; nothing is asked of any other server. */
export default function MapLibreMap(props: MapLibreMapProps) {
  const t = useMessages(mapMessages);
  const { preferences } = usePreferences();
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre | null>(null);
  const [ready, setReady] = useState(false);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const fit = (animate: boolean) => {
    const bounds = boundsOf(shapes(latest.current));
    if (bounds) map.current?.fitBounds(toLngLat(bounds), { padding: PADDING, maxZoom: 16, animate, duration: 140 });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the map is made once; what changes is brought to it below
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let gone = false;
    const anchor = () => {
      const { areas, selected, onAnchor } = latest.current;
      const area = areas.find((one) => one.id === selected);
      if (!area || !map.current) return onAnchor(null);
      const point = map.current.project(centreOf(area.polygon));
      const { clientWidth, clientHeight } = element;
      const inside = point.x >= 0 && point.y >= 0 && point.x <= clientWidth && point.y <= clientHeight;
      onAnchor(inside ? { x: point.x, y: point.y } : null);
    };
    void loadCountries().then((countries) => {
      if (gone) return;
      const bounds = boundsOf(shapes(latest.current));
      try {
        const made = new MapLibre({
          container: element,
          style: mapStyle(countries, readMapColours(), latest.current),
          bounds: toLngLat(bounds ?? [-9, 4, -2, 11]),
          fitBoundsOptions: { padding: PADDING, maxZoom: 16 },
          minZoom: 3,
          maxZoom: 18,
          attributionControl: false,
          dragRotate: false,
          pitchWithRotate: false,
          cooperativeGestures: true,
          locale: {
            'CooperativeGesturesHandler.WindowsHelpText': t('ctrlZoom'),
            'CooperativeGesturesHandler.MacHelpText': t('macZoom'),
            'CooperativeGesturesHandler.MobileHelpText': t('twoFingers'),
            'Map.Title': t('map', { title: props.title }),
          },
        });
        map.current = made;
        made.touchZoomRotate.disableRotation();
        made.on('load', () => !gone && setReady(true));
        made.on('move', anchor);
        made.on('click', (event) => {
          const reach = 6;
          const { x, y } = event.point;
          const hit = made.queryRenderedFeatures(
            [
              [x - reach, y - reach],
              [x + reach, y + reach],
            ],
            { layers: ['area-dots', 'areas'] },
          )[0];
          latest.current.onSelect(hit ? String(hit.properties.id) : null);
        });
        for (const layer of ['areas', 'area-dots']) {
          made.on('mouseenter', layer, () => {
            made.getCanvas().style.cursor = 'pointer';
          });
          made.on('mouseleave', layer, () => {
            made.getCanvas().style.cursor = '';
          });
        }
      } catch {
        latest.current.onUnable();
      }
    });
    return () => {
      gone = true;
      map.current?.remove();
      map.current = null;
      setReady(false);
    };
  }, []);

  const { areas, classes, dark, selected, onAnchor } = props;
  useEffect(() => {
    if (!ready || !map.current) return;
    const { polygons, points } = areaCollections(areas, (key) => colourOf(classes, key, dark), selected);
    map.current.getSource<GeoJSONSource>('areas')?.setData(polygons);
    map.current.getSource<GeoJSONSource>('area-points')?.setData(points);
  }, [ready, areas, classes, dark, selected]);

  const shape = areas.map((area) => area.id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other areas move the view; other figures of the same do not
  useEffect(() => {
    if (ready) fit(false);
  }, [ready, shape]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page, which these two change
  useEffect(() => {
    if (!ready) return;
    void loadCountries().then((countries) =>
      map.current?.setStyle(mapStyle(countries, readMapColours(), latest.current)),
    );
  }, [dark, preferences.contrast]);

  useEffect(() => {
    const area = areas.find((one) => one.id === selected);
    if (!ready || !map.current || !area) return onAnchor(null);
    const point = map.current.project(centreOf(area.polygon));
    onAnchor({ x: point.x, y: point.y });
  }, [ready, selected, areas, onAnchor]);

  return (
    <>
      {/* MapLibre's own style makes its box relative: it fills another that is placed. */}
      <div className="absolute inset-0">
        <div ref={box} className="h-full w-full" data-map={ready ? 'ready' : 'loading'} />
      </div>
      <div className="absolute top-2 right-2 flex flex-col rounded-md border border-line bg-surface">
        <IconButton
          size="small"
          icon={Plus}
          label={t('zoomIn')}
          onClick={() => map.current?.zoomIn({ duration: 140 })}
        />
        <IconButton
          size="small"
          icon={Minus}
          label={t('zoomOut')}
          onClick={() => map.current?.zoomOut({ duration: 140 })}
        />
        <IconButton size="small" icon={Maximize} label={t('fit')} onClick={() => fit(true)} />
      </div>
    </>
  );
}

function toLngLat(bounds: Bounds): [[number, number], [number, number]] {
  return [
    [bounds[0], bounds[1]],
    [bounds[2], bounds[3]],
  ];
}

/** What must be in sight. */
function shapes({ areas, outline }: MapEngineProps) {
  return [...areas.map((area) => area.polygon), ...(outline ? [outline] : [])];
}
