import { List, Map as MapIcon, X } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { Button, IconButton } from '../basics/button.tsx';
import { EmptyState } from '../basics/empty-state.tsx';
import { Skeleton } from '../basics/skeleton.tsx';
import { useMessages } from '../i18n/locale-provider.tsx';
import { usePreferences } from '../theme/preferences-provider.tsx';
import type { Polygon } from './geometry.ts';
import { mapMessages } from './map.messages.ts';
import { colourOf, type MapArea, type MapClass } from './map-data.ts';
import { SvgMap } from './svg-map.tsx';

const MapLibreMap = lazy(() => import('./maplibre-map.tsx'));

export interface MapViewProps {
  title: string;
  /** Must be stable between renders. */
  areas: MapArea[];
  classes: MapClass[];
  legendTitle: string;
  height?: number;
  /** Shown beside the area that was clicked. */
  popup: (id: string) => ReactNode;
  /** Opens the area's own page. */
  onOpen?: ((id: string) => void) | undefined;
  /** False for areas that have no page. */
  canOpen?: (id: string) => boolean;
  /** Names of areas that lie close together are written only from this zoom on. */
  namesFromZoom?: number;
  /** Drawn around the areas, without a colour of its own. */
  outline?: Polygon;
}

const POPUP_WIDTH = 248;

/** True when the browser can draw with WebGL 2. */
function hasWebGl(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null;
  } catch {
    return false;
  }
}

/** Areas coloured by class, on a map or in a list; a click tells, a second act opens. */
export function MapView(props: MapViewProps) {
  const t = useMessages(mapMessages);
  const { dark } = usePreferences();
  const [able, setAble] = useState(hasWebGl);
  const [asList, setAsList] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  const [anchor, setAnchor] = useState<{ x: number; y: number } | null>(null);
  const height = props.height ?? 420;
  const box = useRef<HTMLDivElement>(null);
  if (props.areas.length === 0) return <EmptyState sentence={t('empty')} />;
  const engine = {
    title: props.title,
    areas: props.areas,
    outline: props.outline,
    namesFromZoom: props.namesFromZoom,
    classes: props.classes,
    dark,
    selected,
    onSelect: setSelected,
    onAnchor: setAnchor,
  };
  const area = props.areas.find((one) => one.id === selected);
  return (
    <div ref={box} className="relative min-h-0 flex-1 overflow-hidden rounded-b-lg" style={{ minHeight: height }}>
      {asList ? (
        <AreaList {...props} dark={dark} />
      ) : (
        <>
          {able ? (
            <Suspense fallback={<Skeleton className="absolute inset-0 h-full" />}>
              <MapLibreMap {...engine} onUnable={() => setAble(false)} />
            </Suspense>
          ) : (
            <SvgMap {...engine} />
          )}
          <Legend title={props.legendTitle} classes={props.classes} dark={dark} />
          <p className="absolute right-2 bottom-1 text-2xs text-ink-faint">{t('source')}</p>
          {area && anchor && (
            <div
              role="dialog"
              aria-label={area.name}
              className="absolute z-10 animate-appear rounded-lg border border-line bg-surface p-3 shadow-float"
              style={popupPlace(anchor, box.current?.clientHeight ?? height)}
            >
              <div className="flex items-start gap-2">
                <p className="min-w-0 flex-1 font-semibold">{area.name}</p>
                <IconButton
                  size="small"
                  icon={X}
                  label={t('close')}
                  className="-mt-1 -mr-1"
                  onClick={() => setSelected(null)}
                />
              </div>
              {props.popup(area.id)}
              {props.onOpen && (props.canOpen?.(area.id) ?? true) && (
                <Button size="small" tone="primary" className="mt-3 w-full" onClick={() => props.onOpen?.(area.id)}>
                  {t('open')}
                </Button>
              )}
            </div>
          )}
        </>
      )}
      <div className="absolute top-2 left-2">
        <Button size="small" icon={asList ? MapIcon : List} onClick={() => setAsList(!asList)}>
          {t(asList ? 'showMap' : 'showList')}
        </Button>
      </div>
    </div>
  );
}

/** Above the point when there is room, else below; never out of the box. */
function popupPlace(anchor: { x: number; y: number }, height: number) {
  const above = anchor.y > height / 2;
  return {
    width: `min(${POPUP_WIDTH}px, calc(100% - 16px))`,
    left: `clamp(8px, ${Math.round(anchor.x - POPUP_WIDTH / 2)}px, calc(100% - ${POPUP_WIDTH + 8}px))`,
    ...(above ? { bottom: height - anchor.y + 14 } : { top: anchor.y + 14 }),
  };
}

function Legend({ title, classes, dark }: { title: string; classes: MapClass[]; dark: boolean }) {
  return (
    <div className="pointer-events-none absolute bottom-2 left-2 rounded-md border border-line bg-surface px-2.5 py-2 text-xs">
      <p className="mb-1 font-medium text-ink-soft">{title}</p>
      <ul className="flex flex-col gap-0.5">
        {classes.map((one) => (
          <li key={one.key} className="figures flex items-center gap-2">
            <span aria-hidden className="size-3 rounded-sm" style={{ background: dark ? one.dark : one.light }} />
            {one.label}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the map shows, for the keyboard and for screen readers. */
function AreaList({ areas, classes, dark, onOpen, canOpen, title }: MapViewProps & { dark: boolean }) {
  return (
    <ul aria-label={title} className="absolute inset-0 divide-y divide-line overflow-y-auto pt-12">
      {areas.map((area) => {
        const content = (
          <>
            <span
              aria-hidden
              className="size-3 shrink-0 rounded-sm"
              style={{ background: colourOf(classes, area.classKey, dark) }}
            />
            <span className="min-w-0 flex-1 truncate">{area.name}</span>
            <span className="figures text-ink-soft">{area.figure}</span>
          </>
        );
        const classNames = 'flex min-h-10 w-full items-center gap-3 px-4 text-left max-md:min-h-12';
        return (
          <li key={area.id}>
            {onOpen && (canOpen?.(area.id) ?? true) ? (
              <button type="button" className={`${classNames} hover:bg-sunken`} onClick={() => onOpen(area.id)}>
                {content}
              </button>
            ) : (
              <span className={classNames}>{content}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
