import {
  Badge,
  Card,
  PageHeader,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useLocale,
  useMessages,
} from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { Pause } from 'lucide-react';
import type { FlowDescription } from '../../api/flows.ts';
import { flowPath } from './flow-path.ts';
import { flowsMessages } from './flows.messages.ts';
import { FlowsTabs } from './flows-tabs.tsx';
import { startSentences } from './start-sentences.ts';

/** The flows that the organisation has, and what starts each of them. */
export default function FlowsPage() {
  const t = useMessages(flowsMessages);
  const format = useFormat();
  const { locale } = useLocale();
  const query = useApiQuery<{ items: FlowDescription[] }>('/api/flows');
  return (
    <>
      <PageHeader title={t('tabFlows')} />
      <FlowsTabs />
      <QueryView query={query} skeleton={<Skeleton className="h-64" />}>
        {({ items }) => (
          <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
            {items.map((flow) => (
              <Card
                key={flow.name}
                title={
                  <Link to={flowPath(flow.name)} className="hover:underline">
                    {flow.label[locale]}
                  </Link>
                }
                note={flow.name}
                actions={
                  flow.pausedAt && (
                    <Badge tone="ochre" icon={Pause}>
                      {t('paused')}
                    </Badge>
                  )
                }
              >
                {flow.description && <p className="text-ink-soft">{flow.description[locale]}</p>}
                <ul className="mt-2 text-sm text-ink-faint">
                  {startSentences(flow, items, t, format).map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ul>
              </Card>
            ))}
          </div>
        )}
      </QueryView>
    </>
  );
}
