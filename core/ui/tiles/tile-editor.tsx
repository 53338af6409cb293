import 'react-grid-layout/css/styles.css';
import { Copy, Settings2, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { GridLayout, useContainerWidth, verticalCompactor } from 'react-grid-layout';
import { IconButton } from '../basics/button.tsx';
import { cx } from '../basics/class-names.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { inReadingOrder, LEAST_TILE, moved, placed, resized, TILE_COLUMNS, type Tile } from './arrange-tiles.ts';
import { tilesMessages } from './tiles.messages.ts';

export interface TileEditorProps<T extends Tile> {
  items: readonly T[];
  /** Pixels of a row, and between two tiles. */
  rowHeight: number;
  gap: number;
  /** A tile is at most so many rows high. */
  mostRows: number;
  render(item: T): ReactNode;
  nameOf(item: T): string;
  /** Whose settings are open beside the grid; without such a place a tile is opened by two clicks. */
  chosen?: string | null;
  onChange(items: T[]): void;
  onOpen(id: string): void;
  onLeave?(): void;
  onCopy(id: string): void;
  onRemove(id: string): void;
}

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A grid as it is arranged: by pointer, or tile by tile with the arrow keys (Shift makes larger or smaller). */
export function TileEditor<T extends Tile>(props: TileEditorProps<T>) {
  const t = useMessages(tilesMessages);
  const { items, chosen, mostRows, onChange } = props;
  const { width, containerRef, mounted } = useContainerWidth();
  const [said, setSaid] = useState('');

  const press = (event: KeyboardEvent, item: T) => {
    const { id } = item;
    const step = ARROWS[event.key];
    if (step) {
      event.preventDefault();
      const next = event.shiftKey ? resized(items, id, ...step, mostRows) : moved(items, id, ...step);
      const { x, y, w, h } = next.find((one) => one.id === id)?.place ?? item.place;
      setSaid(t('placed', { name: props.nameOf(item), column: x + 1, row: y + 1, width: w, height: h }));
      onChange(next);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      props.onRemove(id);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      props.onOpen(id);
    } else if (event.key === 'Escape') props.onLeave?.();
  };

  return (
    <div ref={containerRef} className="min-w-0 rounded-lg bg-sunken/60 p-1">
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      {mounted && (
        <GridLayout
          width={width}
          gridConfig={{
            ...{ cols: TILE_COLUMNS, rowHeight: props.rowHeight },
            ...{ margin: [props.gap, props.gap], containerPadding: [0, 0] },
          }}
          dragConfig={{ enabled: true, cancel: '[data-no-drag]', threshold: 4, bounded: false }}
          resizeConfig={{ enabled: true, handles: ['se', 'sw', 'e', 's'] }}
          compactor={verticalCompactor}
          layout={items.map(({ place, id }) => ({
            ...place,
            ...{ i: id, minW: LEAST_TILE.w, minH: LEAST_TILE.h, maxH: mostRows },
          }))}
          onDragStop={(layout) => onChange(placed(items, layout))}
          onResizeStop={(layout) => onChange(placed(items, layout))}
        >
          {inReadingOrder(items).map((item) => {
            const { id } = item;
            const open = () => props.onOpen(id);
            return (
              <div key={id} data-widget={id} className="group *:first:h-full">
                <div inert className="*:h-full">
                  {props.render(item)}
                </div>
                {/* biome-ignore lint/a11y/useSemanticElements: a tile that is dragged and holds buttons cannot be a button */}
                <div
                  role="button"
                  tabIndex={0}
                  aria-label={t('tile', { name: props.nameOf(item) })}
                  {...(chosen === undefined
                    ? { onDoubleClick: open }
                    : { onClick: open, 'aria-pressed': chosen === id })}
                  onKeyDown={(event) => event.target === event.currentTarget && press(event, item)}
                  className={cx(
                    'absolute inset-0 cursor-grab rounded-lg border-2 focus-visible:border-accent active:cursor-grabbing',
                    chosen === id ? 'border-accent' : 'border-transparent hover:border-line-strong',
                  )}
                >
                  <span
                    data-no-drag
                    className={cx(
                      'absolute top-1 right-1 flex gap-0.5 rounded-md border border-line bg-surface',
                      chosen === id ? '' : 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100',
                    )}
                  >
                    <IconButton size="small" icon={Settings2} label={t('setUp')} onClick={open} />
                    <IconButton size="small" icon={Copy} label={t('duplicate')} onClick={() => props.onCopy(id)} />
                    <IconButton size="small" icon={Trash2} label={t('remove')} onClick={() => props.onRemove(id)} />
                  </span>
                </div>
              </div>
            );
          })}
        </GridLayout>
      )}
    </div>
  );
}
