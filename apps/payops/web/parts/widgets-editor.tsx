import {
  Button,
  bottomOf,
  Card,
  ConfirmDialog,
  closedUp,
  notify,
  PageHeader,
  TileEditor,
  useApi,
  useLocale,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Widget } from '../answers.ts';
import { widgetsMessages } from '../widgets.messages.ts';
import { WidgetForm } from './widget-form.tsx';

const PATH = '/api/dashboard/widgets';
/** The board as it is arranged: by pointer, or widget by widget with the arrow keys; nothing is kept until it is saved. */
export default function WidgetsEditor(props: { kept: Widget[]; own: boolean; onDone: () => void }) {
  const t = useMessages(widgetsMessages);
  const { locale } = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const [items, setItems] = useState(() => closedUp(props.kept));
  const [open, setOpen] = useState<Widget | null>(null);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
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
      <TileEditor
        items={items}
        rowHeight={56}
        gap={12}
        mostRows={12}
        render={(item) => (
          <Card title={nameOf(item)}>
            <p className="text-sm text-ink-faint">{t(item.kind)}</p>
          </Card>
        )}
        nameOf={nameOf}
        onChange={setItems}
        onOpen={(id) => setOpen(items.find((one) => one.id === id) ?? null)}
        onCopy={(id) => {
          const copied = items.find((one) => one.id === id);
          if (copied) add(copied);
        }}
        onRemove={(id) => setItems((before) => closedUp(before.filter((one) => one.id !== id)))}
      />
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
