import { Button, bottomOf, EmptyState, useMessages } from '@griot/ui';
import { Plus } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useCallback } from 'react';
import type { DashboardSpec, PlacedWidget, Widget } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { freeId } from '../editor/adapt-widget.ts';
import { WidgetPanel } from '../editor/widget-panel.tsx';
import { useBoardData } from '../state/use-board-data.ts';
import { useCatalogue } from '../state/use-catalogue.ts';
import type { BoardReading } from '../state/use-reading.ts';
import { WidgetView } from '../widgets/widget-view.tsx';
import { closeUp } from './arrange.ts';
import { BoardView } from './board-view.tsx';

const BoardEditor = lazy(() => import('./board-editor.tsx'));

export interface BoardProps {
  spec: DashboardSpec;
  reading: BoardReading;
  /** Absent while it is only read. */
  onItems?: (items: PlacedWidget[]) => void;
  selected?: string | null;
  onSelect?: (id: string | null) => void;
}

/** Widgets with their figures; arranged and set up where `onItems` is given. */
export function Board({ spec, reading, onItems, selected = null, onSelect = () => {} }: BoardProps) {
  const t = useMessages(dashboardsMessages);
  const data = useBoardData(spec, reading);
  const { catalogue, labelOf } = useCatalogue(spec.application);
  const { url } = reading;
  const { dimensions } = spec.filters;
  const pick = useCallback(
    (dimension: string, value: string) => {
      if (dimensions.includes(dimension)) url.set({ [dimension]: url.values[dimension] === value ? null : value });
    },
    [dimensions, url],
  );
  const render = ({ widget }: PlacedWidget): ReactNode => (
    <WidgetView
      widget={widget}
      application={spec.application}
      result={data.results.get(widget.id)}
      error={data.error}
      onRetry={data.retry}
      labelOf={labelOf}
      onPick={onItems ? undefined : pick}
      chosen={(dimension) => url.values[dimension] ?? null}
    />
  );
  if (!onItems) {
    if (spec.items.length === 0) return <EmptyState sentence={t('emptyReader')} />;
    return <BoardView items={spec.items} render={render} />;
  }
  const { items } = spec;
  const change = (widget: Widget) =>
    onItems(items.map((item) => (item.widget.id === widget.id ? { ...item, widget } : item)));
  const copy = (id: string) => {
    const found = items.find((item) => item.widget.id === id);
    if (!found) return;
    const taken = items.map((item) => item.widget.id);
    const widget = { ...found.widget, id: freeId(taken, found.widget.type) };
    onItems([...items, { place: { ...found.place, y: bottomOf(items) }, widget }]);
    onSelect(widget.id);
  };
  const remove = (id: string) => {
    onItems(closeUp(items.filter((item) => item.widget.id !== id)));
    if (selected === id) onSelect(null);
  };
  const open = items.find((item) => item.widget.id === selected)?.widget;
  const nameOf = ({ widget }: PlacedWidget) => widget.title ?? t(`kind_${widget.type}`);
  return (
    <div className="flex items-start gap-4 max-lg:flex-col">
      <div className="w-full min-w-0 flex-1">
        {items.length === 0 ? (
          <EmptyState sentence={t('emptyBoard')} />
        ) : (
          <Suspense fallback={<BoardView items={items} render={render} />}>
            <BoardEditor
              items={items}
              render={render}
              selected={selected}
              nameOf={nameOf}
              onSelect={onSelect}
              onChange={onItems}
              onCopy={copy}
              onRemove={remove}
            />
          </Suspense>
        )}
        <p className="mt-2 text-xs text-ink-faint max-md:hidden">{t('keys')}</p>
      </div>
      {open && catalogue && (
        <div className="sticky top-32 max-h-[calc(100dvh-9rem)] w-full shrink-0 overflow-y-auto lg:w-80">
          <WidgetPanel
            key={open.id}
            widget={open}
            catalogue={catalogue}
            onChange={change}
            onClose={() => onSelect(null)}
          />
        </div>
      )}
    </div>
  );
}

/** The first thing that somebody adds is a key figure: it needs nothing else to be drawn. */
export function AddButton({ onAdd }: { onAdd: () => void }) {
  const t = useMessages(dashboardsMessages);
  return (
    <Button icon={Plus} onClick={onAdd}>
      {t('add')}
    </Button>
  );
}
