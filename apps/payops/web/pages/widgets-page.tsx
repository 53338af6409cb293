import {
  Button,
  EmptyState,
  inReadingOrder,
  PageHeader,
  QueryView,
  Skeleton,
  useApiQuery,
  useMay,
  useMessages,
} from '@griot/ui';
import { LayoutGrid } from 'lucide-react';
import { type CSSProperties, lazy, Suspense, useState } from 'react';
import type { Widget } from '../answers.ts';
import { useFresh } from '../parts/use-fresh.ts';
import { WidgetView } from '../parts/widget-view.tsx';
import { widgetsMessages } from '../widgets.messages.ts';

const WidgetsEditor = lazy(() => import('../parts/widgets-editor.tsx'));

/** The tenant's own board of payments; six widgets of ours until it arranges its own. */
export default function WidgetsPage() {
  const t = useMessages(widgetsMessages);
  const query = useApiQuery<{ items: Widget[]; own: boolean }>('/api/dashboard/widgets');
  useFresh('/api/dashboard/widgets/');
  const mayArrange = useMay('payops.widgets.manage');
  const [arranging, setArranging] = useState(false);
  if (arranging && query.data) {
    return (
      <Suspense fallback={<Skeleton />}>
        <WidgetsEditor kept={query.data.items} own={query.data.own} onDone={() => setArranging(false)} />
      </Suspense>
    );
  }
  return (
    <>
      <PageHeader
        title={t('widgets')}
        note={t('note')}
        actions={
          mayArrange && (
            // A grid of twelve columns is nothing for a phone.
            <span className="max-md:hidden">
              <Button icon={LayoutGrid} onClick={() => setArranging(true)}>
                {t('arrange')}
              </Button>
            </span>
          )
        }
      />
      <QueryView query={query} skeleton={<Skeleton />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState sentence={t('empty')} />
          ) : (
            <div className="grid grid-cols-1 gap-4 md:auto-rows-[minmax(4rem,auto)] md:grid-cols-12">
              {inReadingOrder(items).map((widget) => (
                <div
                  key={widget.id}
                  className="flex min-w-0 flex-col *:*:grow md:[grid-column:var(--across)] md:[grid-row:var(--down)]"
                  style={placeOf(widget)}
                >
                  <WidgetView widget={widget} />
                </div>
              ))}
            </div>
          )
        }
      </QueryView>
    </>
  );
}

const placeOf = ({ place: { x, y, w, h } }: Widget): CSSProperties =>
  ({ '--across': `${x + 1} / span ${w}`, '--down': `${y + 1} / span ${h}` }) as CSSProperties;
