import { Card, EmptyState, QueryView, Skeleton, useApiQuery, useFormat, useMessages } from '@griot/ui';
import { Link } from '@tanstack/react-router';
import type { AdminError } from '../../api/administration.ts';
import { administrationMessages } from './administration.messages.ts';

/** What went wrong, with the number that people are shown and that the logs know. */
export function ErrorsCard() {
  const t = useMessages(administrationMessages);
  const query = useApiQuery<{ items: AdminError[] }>('/api/administration/errors');
  return (
    <Card title={t('errors')} note={t('errorsNote')} padded={false}>
      <QueryView query={query} skeleton={<Skeleton className="m-4 h-24" />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState small sentence={t('noErrors')} />
          ) : (
            <ul className="mt-2 max-h-112 overflow-y-auto">
              {items.map((error, index) => (
                <ErrorLine key={`${error.at} ${error.requestId ?? error.runId ?? index}`} error={error} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Card>
  );
}

function ErrorLine({ error }: { error: AdminError }) {
  const t = useMessages(administrationMessages);
  const format = useFormat();
  const where = [error.process, error.status, error.route, error.code].filter((part) => part !== null).join(' · ');
  return (
    <li className="border-t border-line px-4 py-2">
      <p className="text-sm break-words text-ink">{error.message}</p>
      <p className="figures mt-0.5 flex flex-wrap gap-x-4 text-xs text-ink-faint">
        <span>{format.instant(error.at, true)}</span>
        <span>{where}</span>
        {error.requestId && (
          <span>
            {t('request')} <span className="break-all select-all">{error.requestId}</span>
          </span>
        )}
        {error.runId && (
          <Link to={`/runs/${error.runId}`} className="text-accent hover:underline">
            {t('run')}
          </Link>
        )}
      </p>
    </li>
  );
}
