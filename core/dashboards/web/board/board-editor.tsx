import 'react-grid-layout/css/styles.css';
import { cx, IconButton, useMessages } from '@griot/ui';
import { Copy, Settings2, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { GridLayout, useContainerWidth, verticalCompactor } from 'react-grid-layout';
import { COLUMNS, type PlacedWidget } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { inReadingOrder, MIN, moveBy, resizeBy, withPlaces } from './arrange.ts';
import { type BoardProps, GAP, ROW_HEIGHT } from './board-view.tsx';

export interface BoardEditorProps extends BoardProps {
  selected: string | null;
  nameOf: (item: PlacedWidget) => string;
  onSelect: (id: string | null) => void;
  onChange: (items: PlacedWidget[]) => void;
  onCopy: (id: string) => void;
  onRemove: (id: string) => void;
}

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The grid as it is arranged: by pointer, or widget by widget with the arrow keys (Shift makes larger or smaller). */
export default function BoardEditor(props: BoardEditorProps) {
  const t = useMessages(dashboardsMessages);
  const { items, selected, onSelect, onChange } = props;
  const { width, containerRef, mounted } = useContainerWidth();
  const [said, setSaid] = useState('');

  const press = (event: KeyboardEvent, item: PlacedWidget) => {
    const { id } = item.widget;
    const step = ARROWS[event.key];
    if (step) {
      event.preventDefault();
      const next = event.shiftKey ? resizeBy(items, id, ...step) : moveBy(items, id, ...step);
      const { x, y, w, h } = next.find((one) => one.widget.id === id)?.place ?? item.place;
      setSaid(t('placed', { name: props.nameOf(item), column: x + 1, row: y + 1, width: w, height: h }));
      onChange(next);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      props.onRemove(id);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onSelect(id);
    } else if (event.key === 'Escape') onSelect(null);
  };

  return (
    <div ref={containerRef} className="min-w-0 rounded-lg bg-sunken/60 p-1">
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      {mounted && (
        <GridLayout
          width={width}
          gridConfig={{ cols: COLUMNS, rowHeight: ROW_HEIGHT, margin: [GAP, GAP], containerPadding: [0, 0] }}
          dragConfig={{ enabled: true, cancel: '[data-no-drag]', threshold: 4, bounded: false }}
          resizeConfig={{ enabled: true, handles: ['se', 'sw', 'e', 's'] }}
          compactor={verticalCompactor}
          layout={items.map(({ place, widget }) => ({ ...place, i: widget.id, minW: MIN.w, minH: MIN.h }))}
          onDragStop={(layout) => onChange(withPlaces(items, layout))}
          onResizeStop={(layout) => onChange(withPlaces(items, layout))}
        >
          {inReadingOrder(items).map((item) => {
            const { id } = item.widget;
            return (
              <div key={id} data-widget={id} className="group *:first:h-full">
                <div inert>{props.render(item)}</div>
                {/* biome-ignore lint/a11y/useSemanticElements: a tile that is dragged and holds buttons cannot be a button */}
                <div
                  role="button"
                  tabIndex={0}
                  aria-label={t('tile', { name: props.nameOf(item) })}
                  aria-pressed={selected === id}
                  onKeyDown={(event) => event.target === event.currentTarget && press(event, item)}
                  onClick={() => onSelect(id)}
                  className={cx(
                    'absolute inset-0 cursor-grab rounded-lg border-2 active:cursor-grabbing',
                    selected === id ? 'border-accent' : 'border-transparent hover:border-line-strong',
                  )}
                >
                  <span
                    data-no-drag
                    className={cx(
                      'absolute top-1 right-1 flex gap-0.5 rounded-md border border-line bg-surface',
                      selected === id ? '' : 'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100',
                    )}
                  >
                    <IconButton size="small" icon={Settings2} label={t('setUp')} onClick={() => onSelect(id)} />
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
