import { Badge, ErrorState, Loading, PdfView, Select, Skeleton, useApi, useFormat, useMessages } from '@griot/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Period, Person, Preview, Recipient, ReportTemplate } from '../answers.ts';
import { reportsMessages } from '../reports.messages.ts';

/** The pages exactly as one recipient will get them: with their scopes, in their language, narrowed as chosen. */
export function PreviewPane(props: {
  template: string;
  draft?: ReportTemplate;
  period: Period | null;
  recipients: readonly Recipient[];
  people: readonly Person[];
}) {
  const t = useMessages(reportsMessages);
  const format = useFormat();
  const api = useApi();
  const { template, draft, period, recipients, people } = props;
  const [chosen, setChosen] = useState<string | null>(null);
  const recipient = recipients.find((one) => one.userId === chosen) ?? recipients[0];
  const body = { template, period, recipient, ...(draft ? { draft } : {}) };
  const query = useQuery<Preview>({
    queryKey: ['/api/reports/preview', body],
    queryFn: () => api.send('POST', '/api/reports/preview', body),
    placeholderData: keepPreviousData,
    enabled: recipient !== undefined,
    retry: false,
  });
  const file = query.data?.pdf;
  const pdf = useMemo(() => (file ? Uint8Array.from(atob(file), (sign) => sign.charCodeAt(0)) : null), [file]);
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? id;
  return (
    <section aria-label={t('preview')} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="text-base font-semibold">{t('preview')}</h2>
        {recipient && (
          <div className="w-64 max-w-full">
            <Select
              size="small"
              label={t('previewFor')}
              value={recipient.userId}
              options={recipients.map(({ userId }) => ({
                value: userId,
                label: t('asSeenBy', { name: nameOf(userId) }),
              }))}
              onChange={setChosen}
            />
          </div>
        )}
        {query.data?.empty && <Badge tone="warn">{t('emptyReport')}</Badge>}
        {query.data && (
          <span className="figures text-sm text-ink-faint">
            {format.day(query.data.from)} – {format.day(query.data.to)} ·{' '}
            {t('build', { number: query.data.generation ?? '–' })}
          </span>
        )}
      </div>
      {!recipient && <p className="text-ink-soft">{t('previewNeedsSomebody')}</p>}
      {recipient && query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {recipient && query.isPending && (
        <Loading label={t('making')}>
          <Skeleton className="aspect-[210/297] w-full" />
        </Loading>
      )}
      {pdf && query.data && !query.isError && (
        <div className={query.isPlaceholderData ? 'opacity-55' : ''}>
          <PdfView content={pdf} label={t('pagesFor', { title: query.data.title, name: query.data.reader })} />
        </div>
      )}
    </section>
  );
}
