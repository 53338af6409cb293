import { ErrorState, QueryView, Select, Skeleton, useApiQuery, useMessages } from '@griot/ui';
import { useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { DashboardSpec, Widget } from '../answers.ts';
import { BoardScreen } from '../board/board-screen.tsx';
import { dashboardsMessages } from '../dashboards.messages.ts';
import { readWidgetLink } from '../state/widget-link.ts';

interface Me {
  applications: string[];
}

/**
 * A dashboard that is not kept yet. `?application=zones&widget=<JSON of a widget without id>` begins it with that widget:
 * the address that a chart, an answer of the assistant or a colleague's message leads to.
 */
export default function NewPage() {
  const t = useMessages(dashboardsMessages);
  const search = useSearch({ strict: false }) as { application?: string; widget?: string };
  const me = useApiQuery<Me>('/api/auth/me');
  const [application, setApplication] = useState<string | null>(search.application ?? null);
  const given = useMemo(() => readWidgetLink(search.widget), [search.widget]);
  if (given === 'bad') return <ErrorState error={new Error(t('badLink'))} />;
  return (
    <QueryView query={me} skeleton={<Skeleton className="h-96" />}>
      {({ applications }) => {
        const chosen = application ?? applications[0] ?? '';
        return (
          <>
            {applications.length > 1 && given === null && (
              <Select
                label={t('application')}
                className="max-w-60"
                value={chosen}
                options={applications.map((id) => ({ value: id, label: id }))}
                onChange={setApplication}
              />
            )}
            <BoardScreen key={chosen} start={startOf(t('untitled'), chosen, given)} />
          </>
        );
      }}
    </QueryView>
  );
}

function startOf(title: string, application: string, widget: Widget | null): DashboardSpec {
  const place = { x: 0, y: 0, w: widget?.type === 'kpi' ? 3 : 6, h: widget?.type === 'kpi' ? 2 : 5 };
  return {
    title,
    description: '',
    application,
    filters: { period: 'last_12_months', dimensions: [] },
    items: widget ? [{ place, widget }] : [],
  };
}
