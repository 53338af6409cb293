import { useFormat, useMessages } from '@griot/ui';
import { Link } from '@tanstack/react-router';
import type { ProjectSummary } from '../../api/warehouse.ts';
import { warehouseMessages } from './warehouse.messages.ts';

/** Builds that came to nothing: readers have older figures than they may think. */
export function BuildNotices({ projects }: { projects: readonly ProjectSummary[] }) {
  const t = useMessages(warehouseMessages);
  const format = useFormat();
  return projects
    .filter(({ lastBuild }) => lastBuild?.state === 'abandoned' && lastBuild.reason === 'failed')
    .map(({ name, lastBuild }) => (
      <p key={name} role="status" className="rounded-md border border-warn bg-warn-soft px-3 py-2 text-sm text-warn">
        {t('lastBuildFailed', { project: name, at: format.instant(lastBuild?.openedAt) })}{' '}
        <Link to="/warehouse" search={{ state: 'bad' } as never} className="font-medium underline">
          {t('seeFailures')}
        </Link>
      </p>
    ));
}
