import 'react-grid-layout/css/styles.css';
import {
  Button,
  Card,
  ConfirmDialog,
  cx,
  IconButton,
  notify,
  PageHeader,
  useApi,
  useLocale,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Copy, Plus, Settings2, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { GridLayout, useContainerWidth, verticalCompactor } from 'react-grid-layout';
import type { Widget } from '../answers.ts';
import { widgetsMessages } from '../widgets.messages.ts';
import { bottomOf, COLUMNS, closedUp, moved, placed, resized } from './arrange-widgets.ts';
import { inReadingOrder } from './reading-order.ts';
import { WidgetForm } from './widget-form.tsx';

const PATH = '/api/dashboard/widgets';
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The board as it is arranged: by pointer, or widget by widget with the arrow keys; nothing is kept until it is saved. */
export default function WidgetsEditor(props: { kept: Widget[]; own: boolean; onDone: () => void }) {
  const t = useMessages(widgetsMessages);
  const { locale } = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const { width, containerRef, mounted } = useContainerWidth();
  const [items, setItems] = useState(() => closedUp(props.kept));
  const [open, setOpen] = useState<Widget | null>(null);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const nameOf = ({ title }: Widget) => title[locale];

  const save = async (widgets: readonly Widget[]) => {
    setBusy(true);
    try {
      await api.send('PUT', PATH, { items: widgets.map(({ id: _, ...rest }) => rest) });
      await queries.invalidateQueries({ queryKey: [PATH] });
      notify({ title: t('saved'), tone: 'ok' });
      props.onDone();
    } catch (cause) {
      notify({ title: t('failed'), text: cause instanceof Error ? cause.message : '', tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  const add = (widget: Omit<Widget, 'id'>) => {
    const id = crypto.randomUUID();
    setItems((before) =>
      closedUp([...before, { ...widget, id, place: { ...widget.place, x: 0, y: bottomOf(before) } }]),
    );
    return id;
  };
  const remove = (id: string) => setItems((before) => closedUp(before.filter((one) => one.id !== id)));
  const press = (event: KeyboardEvent, item: Widget) => {
    const step = ARROWS[event.key];
    if (step) {
      event.preventDefault();
      const next = event.shiftKey ? resized(items, item.id, ...step) : moved(items, item.id, ...step);
      const { x, y, w, h } = next.find(({ id }) => id === item.id)?.place ?? item.place;
      setSaid(t('at', { name: nameOf(item), column: x + 1, row: y + 1, width: w, height: h }));
      setItems(next);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      remove(item.id);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      setOpen(item);
    }
  };
  return (
    <>
      <PageHeader
        title={t('widgets')}
        note={t('keys')}
        actions={
          <>
            <Button icon={Plus} onClick={() => setOpen(FRESH)}>
              {t('add')}
            </Button>
            {props.own && <Button onClick={() => setAsking(true)}>{t('shipped')}</Button>}
            <Button onClick={props.onDone}>{t('leave')}</Button>
            <Button tone="primary" busy={busy} onClick={() => void save(items)}>
              {t('save')}
            </Button>
          </>
        }
      />
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      <div ref={containerRef} className="min-w-0 rounded-lg bg-sunken/60 p-1">
        {mounted && (
          <GridLayout
            width={width}
            gridConfig={{ cols: COLUMNS, rowHeight: 56, margin: [12, 12], containerPadding: [0, 0] }}
            dragConfig={{ enabled: true, cancel: '[data-no-drag]', threshold: 4, bounded: false }}
            resizeConfig={{ enabled: true, handles: ['se', 'e', 's'] }}
            compactor={verticalCompactor}
            layout={items.map(({ id, place }) => ({ ...place, i: id, minW: 2, minH: 2, maxH: 12 }))}
            onDragStop={(layout) => setItems(placed(items, [...layout]))}
            onResizeStop={(layout) => setItems(placed(items, [...layout]))}
          >
            {inReadingOrder(items).map((item) => (
              <div key={item.id} className="group *:first:h-full">
                <div inert className="*:h-full">
                  <Card title={nameOf(item)}>
                    <p className="text-sm text-ink-faint">{t(item.kind)}</p>
                  </Card>
                </div>
                {/* biome-ignore lint/a11y/useSemanticElements: a tile that is dragged and holds buttons cannot be a button */}
                <div
                  role="button"
                  tabIndex={0}
                  aria-label={t('tile', { name: nameOf(item) })}
                  onKeyDown={(event) => event.target === event.currentTarget && press(event, item)}
                  onDoubleClick={() => setOpen(item)}
                  className={cx(
                    'absolute inset-0 cursor-grab rounded-lg border-2 border-transparent hover:border-line-strong',
                    'focus-visible:border-accent active:cursor-grabbing',
                  )}
                >
                  <span
                    data-no-drag
                    className="absolute right-2 bottom-2 flex gap-0.5 rounded-md border border-line bg-surface"
                  >
                    <IconButton size="small" icon={Settings2} label={t('setUp')} onClick={() => setOpen(item)} />
                    <IconButton size="small" icon={Copy} label={t('duplicate')} onClick={() => void add(item)} />
                    <IconButton size="small" icon={Trash2} label={t('remove')} onClick={() => remove(item.id)} />
                  </span>
                </div>
              </div>
            ))}
          </GridLayout>
        )}
      </div>
      {open && (
        <WidgetForm
          widget={open}
          onClose={(made) => {
            setOpen(null);
            if (made === null) return;
            if (open === FRESH) add(made);
            else setItems((before) => before.map((one) => (one.id === made.id ? made : one)));
          }}
        />
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('shipped')}
        consequence={t('shippedAsk')}
        verb={t('shipped')}
        onConfirm={() => save([])}
      />
    </>
  );
}

const FRESH: Widget = {
  ...{ id: '', kind: 'chart_line', title: { fr: '', en: '' }, config: { metric: 'gmv', window: '7d' } },
  place: { x: 0, y: 0, w: 6, h: 4 },
};
