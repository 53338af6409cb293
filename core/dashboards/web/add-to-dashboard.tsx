import {
  Button,
  bottomOf,
  type ChartActionProps,
  Dialog,
  notify,
  QueryView,
  Skeleton,
  useApi,
  useApiQuery,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { Dashboard, DashboardList } from './answers.ts';
import { dashboardsMessages } from './dashboards.messages.ts';
import { freeId } from './editor/adapt-widget.ts';
import { completed } from './state/widget-link.ts';

/** Keeps a chart, with what it measures, in a dashboard that one may edit or in a new one. */
export default function AddToDashboard({ title, source, onClose }: ChartActionProps) {
  const t = useMessages(dashboardsMessages);
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const list = useApiQuery<DashboardList>('/api/dashboards');
  const widget = { title, ...source.widget };

  const begin = () => {
    onClose();
    const search = { application: source.application, widget: JSON.stringify(widget) };
    void navigate({ to: '/dashboards/new', search } as never);
  };
  const addTo = async (id: string) => {
    try {
      const { spec, version } = await api.get<Dashboard>(`/api/dashboards/${id}`);
      const taken = spec.items.map((item) => item.widget.id);
      const added = completed(widget, freeId(taken, 'chart_bar'));
      const size = added.type === 'kpi' ? { w: 3, h: 2 } : { w: 6, h: 5 };
      const items = [...spec.items, { place: { x: 0, y: bottomOf(spec.items), ...size }, widget: added }];
      await api.send('PUT', `/api/dashboards/${id}`, { version, spec: { ...spec, items } });
      await queries.invalidateQueries({ queryKey: ['/api/dashboards'] });
      await queries.invalidateQueries({ queryKey: [`/api/dashboards/${id}`] });
      notify({ title: t('added', { chart: title, board: spec.title }), tone: 'ok' });
      onClose();
    } catch (error) {
      notify({ title: t('addFailed'), text: error instanceof Error ? error.message : String(error), tone: 'bad' });
    }
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('addTo')} description={t('addToWhich')}>
      <QueryView query={list} skeleton={<Skeleton className="h-32" />}>
        {({ items }) => (
          <ul className="flex flex-col gap-1.5 pb-3">
            <li>
              <Button icon={Plus} tone="primary" className="w-full justify-start" onClick={begin}>
                {t('addToNew')}
              </Button>
            </li>
            {items
              .filter((one) => one.access !== 'view' && one.application === source.application)
              .map((one) => (
                <li key={one.id}>
                  <Button className="w-full justify-start" onClick={() => void addTo(one.id)}>
                    {one.title}
                  </Button>
                </li>
              ))}
          </ul>
        )}
      </QueryView>
    </Dialog>
  );
}
