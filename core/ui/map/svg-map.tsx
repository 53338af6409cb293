import { Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { IconButton } from '../basics/button.tsx';
import { useMessages } from '../i18n/locale-provider.tsx';
import { type Countries, loadCountries } from './base-map.ts';
import { boundsOf, centreOf, type Position, toMercator, type Window, windowOn, zoomWindow } from './geometry.ts';
import { mapMessages } from './map.messages.ts';
import { colourOf, type MapEngineProps } from './map-data.ts';
import { NAME_SIZE, namesWithRoom } from './names-with-room.ts';

/** Pixels from the middle of an area to its name. */
const NAME_OFFSET = 11;

/** The same map without WebGL: drawn by the browser as shapes. Moved by its buttons and by dragging. */
export function SvgMap(props: MapEngineProps) {
  const t = useMessages(mapMessages);
  const { areas, outline, selected, onSelect, onAnchor } = props;
  const box = useRef<HTMLDivElement>(null);
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });
  const [countries, setCountries] = useState<Countries | null>(null);
  const [view, setView] = useState<Window | null>(null);
  const drag = useRef<{ x: number; y: number; view: Window; moved: boolean } | null>(null);
  const whole = useMemo(
    () =>
      windowOn(
        boundsOf([...areas.map((area) => area.polygon), ...(outline ? [outline] : [])]) ?? [-9, 4, -2, 11],
        width || 1,
        height || 1,
      ),
    [areas, outline, width, height],
  );
  const shown = view ?? whole;

  useEffect(() => {
    void loadCountries().then(setCountries);
    const sizes = new ResizeObserver(([entry]) => {
      const { width: wide = 0, height: tall = 0 } = entry?.contentRect ?? {};
      setSize({ width: Math.round(wide), height: Math.round(tall) });
    });
    if (box.current) sizes.observe(box.current);
    return () => sizes.disconnect();
  }, []);

  const scale = width / shown.width;
  const place = (position: Position): [number, number] => {
    const [x, y] = toMercator(position);
    return [(x - shown.x) * scale, (y - shown.y) * scale];
  };
  const path = (rings: Position[][]) =>
    rings
      .map(
        (ring) =>
          `M${ring
            .map((position) =>
              place(position)
                .map((value) => value.toFixed(1))
                .join(' '),
            )
            .join('L')}Z`,
      )
      .join('');

  const named = namesWithRoom(
    areas.map((area) => {
      const [x, y] = place(centreOf(area.polygon));
      return { id: area.id, name: area.name, x: x + NAME_OFFSET, y };
    }),
    selected,
  );
  const chosen = areas.find((area) => area.id === selected);
  const [anchorX, anchorY] = chosen ? place(centreOf(chosen.polygon)) : [null, null];
  useEffect(() => {
    const inside = anchorX !== null && anchorX >= 0 && anchorX <= width && anchorY >= 0 && anchorY <= height;
    onAnchor(inside ? { x: anchorX, y: anchorY } : null);
  }, [anchorX, anchorY, width, height, onAnchor]);

  return (
    <>
      <div
        ref={box}
        className="absolute inset-0 touch-pan-y overflow-hidden"
        style={{ background: 'var(--water)' }}
        data-map="drawn"
        onPointerDown={(event) => {
          drag.current = { x: event.clientX, y: event.clientY, view: shown, moved: false };
        }}
        onPointerMove={(event) => {
          const start = drag.current;
          if (!start || event.buttons === 0) return;
          const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
          if (Math.hypot(dx, dy) < 4) return;
          start.moved = true;
          setView({ ...start.view, x: start.view.x - dx / scale, y: start.view.y - dy / scale });
        }}
      >
        <svg width={width} height={height} role="img" aria-label={t('map', { title: props.title })}>
          {countries?.features.map((country) => (
            <path
              key={country.properties.name}
              d={country.geometry.coordinates.map(path).join('')}
              fill="var(--land-home)"
              stroke="var(--border-land)"
            />
          ))}
          {outline && (
            <path d={path(outline.coordinates)} fill="var(--surface)" stroke="var(--ink-faint)" strokeDasharray="4 3" />
          )}
          {areas.map((area) => {
            const [x, y] = place(centreOf(area.polygon));
            const fill = colourOf(props.classes, area.classKey, props.dark);
            const stroke = area.id === selected ? 'var(--ink)' : 'var(--surface)';
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the map is the keyboard's way
              <g
                key={area.id}
                className="cursor-pointer"
                onClick={() => {
                  if (!drag.current?.moved) onSelect(area.id);
                }}
              >
                <path d={path(area.polygon.coordinates)} fill={fill} stroke={stroke} />
                {scale * 0.00002 < 14 && <circle cx={x} cy={y} r={7} fill={fill} stroke={stroke} strokeWidth={1.5} />}
                {props.namesFromZoom === undefined && named.has(area.id) && (
                  <text
                    x={x + NAME_OFFSET}
                    y={y + 4}
                    fontSize={NAME_SIZE}
                    fill="var(--ink)"
                    stroke="var(--surface)"
                    strokeWidth={3}
                    paintOrder="stroke"
                  >
                    {area.name}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      </div>
      <div className="absolute top-2 right-2 flex flex-col rounded-md border border-line bg-surface">
        <IconButton size="small" icon={Plus} label={t('zoomIn')} onClick={() => setView(zoomWindow(shown, 2))} />
        <IconButton size="small" icon={Minus} label={t('zoomOut')} onClick={() => setView(zoomWindow(shown, 0.5))} />
        <IconButton size="small" icon={Maximize} label={t('fit')} onClick={() => setView(null)} />
      </div>
    </>
  );
}
