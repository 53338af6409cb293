import { ApiError, Button, bottomOf, cx, notify, PageHeader, useApi, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { Maximize, Pencil, Save } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { type Dashboard, type DashboardSpec, isMeasuring, type Saved } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { adapted, freeId } from '../editor/adapt-widget.ts';
import { BoardSettings } from '../editor/board-settings.tsx';
import { LeaveDialog } from '../editor/leave-dialog.tsx';
import { useCatalogue } from '../state/use-catalogue.ts';
import { useReading } from '../state/use-reading.ts';
import { AddButton, Board } from './board.tsx';
import { BoardFilters } from './board-filters.tsx';

export interface BoardScreenProps {
  /** Absent: it is new, and kept by the first save. */
  dashboard?: Dashboard;
  start: DashboardSpec;
  /** What else can be done with it while it is read. */
  menu?: ReactNode;
}

/** One dashboard: read, and changed by those who may. What is changed stays on the screen until it is saved or given up. */
export function BoardScreen({ dashboard, start, menu }: BoardScreenProps) {
  const t = useMessages(dashboardsMessages);
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<DashboardSpec | null>(dashboard ? null : start);
  const [selected, setSelected] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [conflict, setConflict] = useState(false);
  const spec = draft ?? start;
  const reading = useReading(spec.filters);
  const { catalogue, labelOf } = useCatalogue(spec.application);
  const screen = useRef<HTMLDivElement>(null);
  const dirty = draft !== null && draft !== start;
  const leaving = useBlocker({ shouldBlockFn: () => dirty && !busy, enableBeforeUnload: dirty, withResolver: true });

  const add = () => {
    if (!catalogue) return;
    const type = spec.items.length === 0 ? 'kpi' : 'chart_bar';
    const id = freeId(
      spec.items.map((item) => item.widget.id),
      type,
    );
    // What was measured last is most often what one goes on with.
    const last = spec.items.map((item) => item.widget).findLast((one) => isMeasuring(one));
    const metrics = last && isMeasuring(last) ? last.query.metrics.slice(0, 1) : [];
    const widget = adapted({ id, type: 'text', display: { text: '' } }, type, catalogue, { metrics });
    const size = type === 'kpi' ? { w: 3, h: 2 } : { w: 6, h: 4 };
    setDraft({ ...spec, items: [...spec.items, { place: { x: 0, y: bottomOf(spec.items), ...size }, widget }] });
    setSelected(id);
  };

  const keep = async (asCopy: boolean) => {
    setBusy(true);
    try {
      const title = asCopy && dashboard ? t('copyName', { title: spec.title }).slice(0, 120) : spec.title.trim();
      const whole = { ...spec, title };
      const own = dashboard && !asCopy;
      const saved = own
        ? await api.send<Saved>('PUT', `/api/dashboards/${dashboard.id}`, { version: dashboard.version, spec: whole })
        : await api.send<Saved>('POST', '/api/dashboards', whole);
      await queries.invalidateQueries({ queryKey: ['/api/dashboards'] });
      if (dashboard) await queries.invalidateQueries({ queryKey: [`/api/dashboards/${dashboard.id}`] });
      setDraft(null);
      setSelected(null);
      setConflict(false);
      notify({ title: t('saved'), tone: 'ok' });
      if (!own)
        await navigate({ to: '/dashboards/$id', params: { id: saved.id }, search: true, ignoreBlocker: true } as never);
    } catch (error) {
      setConflict(error instanceof ApiError && error.code === 'dashboards.changed');
      notify({ title: t('saveFailed'), text: error instanceof Error ? error.message : String(error), tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };

  const editing = draft !== null;
  const mayEdit = dashboard === undefined || dashboard.access !== 'view';
  return (
    <>
      <BoardFilters spec={spec} reading={reading} labelOf={labelOf} />
      <PageHeader
        title={spec.title || t('untitled')}
        note={spec.description || undefined}
        crumbs={[{ label: t('dashboards'), to: '/dashboards' }, { label: spec.title || t('untitled') }]}
        actions={
          editing ? (
            <>
              <AddButton onAdd={add} />
              {dashboard && (
                <Button tone="quiet" onClick={() => [setDraft(null), setSelected(null), setConflict(false)]}>
                  {conflict ? t('reload') : t('cancel')}
                </Button>
              )}
              {conflict && <Button onClick={() => void keep(true)}>{t('saveCopy')}</Button>}
              <Button
                tone="primary"
                icon={Save}
                busy={busy}
                disabled={spec.title.trim() === ''}
                onClick={() => void keep(false)}
              >
                {t('save')}
              </Button>
            </>
          ) : (
            <>
              <Button icon={Maximize} onClick={() => void screen.current?.requestFullscreen()}>
                {t('fullScreen')}
              </Button>
              {menu}
              {mayEdit && (
                <Button tone="primary" icon={Pencil} onClick={() => setDraft(start)}>
                  {t('edit')}
                </Button>
              )}
            </>
          )
        }
      />
      {editing && <BoardSettings spec={spec} catalogue={catalogue} onChange={setDraft} />}
      <div ref={screen} className={cx('min-w-0 bg-paper [&:fullscreen]:overflow-y-auto [&:fullscreen]:p-6')}>
        <Board
          spec={spec}
          reading={reading}
          selected={selected}
          onSelect={setSelected}
          {...(editing ? { onItems: (items) => setDraft({ ...spec, items }) } : {})}
        />
      </div>
      {leaving.status === 'blocked' && (
        <LeaveDialog title={spec.title || t('untitled')} onLeave={leaving.proceed} onStay={leaving.reset} />
      )}
    </>
  );
}
