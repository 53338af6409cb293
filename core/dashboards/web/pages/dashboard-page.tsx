import { QueryView, Skeleton, useApiQuery } from '@griot/ui';
import { useParams } from '@tanstack/react-router';
import type { Dashboard } from '../answers.ts';
import { BoardMenu } from '../board/board-menu.tsx';
import { BoardScreen } from '../board/board-screen.tsx';

export default function DashboardPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useApiQuery<Dashboard>(`/api/dashboards/${encodeURIComponent(id)}`);
  return (
    <QueryView query={query} skeleton={<Skeleton className="h-96" />}>
      {(dashboard) => (
        <BoardScreen
          key={`${dashboard.id} ${dashboard.version}`}
          dashboard={dashboard}
          start={dashboard.spec}
          menu={<BoardMenu dashboard={dashboard} />}
        />
      )}
    </QueryView>
  );
}
