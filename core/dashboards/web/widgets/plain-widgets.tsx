import { parseNote } from '@griot/kernel';
import { Card, EmptyState, Skeleton, useMessages, usePanel } from '@griot/ui';
import { Suspense } from 'react';
import type { Widget } from '../answers.ts';
import { dashboardsMessages } from '../dashboards.messages.ts';

/** Alerts that are open, drawn by the capability that knows them. */
export function AlertListWidget({ widget }: { widget: Extract<Widget, { type: 'alert_list' }> }) {
  const t = useMessages(dashboardsMessages);
  const Panel = usePanel('alert_list');
  return (
    <Card title={widget.title ?? t('openAlerts')} className="h-full overflow-y-auto">
      {Panel ? (
        <Suspense fallback={<Skeleton className="h-24" />}>
          <Panel limit={widget.display.limit} />
        </Suspense>
      ) : (
        <EmptyState sentence={t('noAlertsPart')} small />
      )}
    </Card>
  );
}

/** A note between the figures. */
export function TextWidget({ widget }: { widget: Extract<Widget, { type: 'text' }> }) {
  const t = useMessages(dashboardsMessages);
  const blocks = parseNote(widget.display.text);
  return (
    <Card {...(widget.title ? { title: widget.title } : {})} className="h-full overflow-y-auto">
      {blocks.length === 0 && <p className="text-ink-faint">{t('emptyNote')}</p>}
      <div className="flex flex-col gap-2">
        {blocks.map((block) => {
          const key = JSON.stringify(block);
          if (block.kind === 'heading')
            return (
              <h3 key={key} className="text-lg font-semibold">
                <Spans spans={block.spans} />
              </h3>
            );
          if (block.kind === 'list')
            return (
              <ul key={key} className="list-disc pl-5">
                {block.items.map((spans) => (
                  <li key={spans.map((span) => span.text).join('')}>
                    <Spans spans={spans} />
                  </li>
                ))}
              </ul>
            );
          return (
            <p key={key}>
              <Spans spans={block.spans} />
            </p>
          );
        })}
      </div>
    </Card>
  );
}

function Spans({ spans }: { spans: { text: string; strong: boolean }[] }) {
  return spans.map((span) => (span.strong ? <strong key={span.text}>{span.text}</strong> : span.text));
}
