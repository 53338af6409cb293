import {
  Badge,
  buttonClasses,
  ConfirmDialog,
  EmptyState,
  IconButton,
  Menu,
  QueryView,
  Skeleton,
  useApiQuery,
  useFormat,
  useMessages,
} from '@griot/ui';
import { Link, useNavigate } from '@tanstack/react-router';
import { Copy, EllipsisVertical, Pencil, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { TemplateList, TemplateSummary } from '../answers.ts';
import { reportsMessages } from '../reports.messages.ts';
import { periodKey } from '../state/period-choice.ts';
import { useAct } from '../state/use-acts.ts';

/** Templates, by the part of the business that they are about. */
export function TemplatesTab() {
  const t = useMessages(reportsMessages);
  const query = useApiQuery<TemplateList>('/api/reports/templates');
  return (
    <QueryView query={query} skeleton={<Skeleton className="m-4 h-64" />}>
      {({ items, mailConfigured }) => (
        <div className="flex flex-col gap-6 p-4">
          {!mailConfigured && (
            <p role="note" className="rounded-md bg-warn-soft px-3 py-2 text-warn">
              {t('noMailServer')}
            </p>
          )}
          {items.length === 0 && <EmptyState sentence={t('noTemplates')} />}
          <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
            {[...items].sort(byArea).map((one) => (
              <li key={one.id}>
                <Tile template={one} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </QueryView>
  );
}

const byArea = (a: TemplateSummary, b: TemplateSummary): number =>
  Number(a.area === '') - Number(b.area === '') || a.area.localeCompare(b.area) || a.title.localeCompare(b.title);

function Tile({ template: one }: { template: TemplateSummary }) {
  const t = useMessages(reportsMessages);
  const format = useFormat();
  const navigate = useNavigate();
  const act = useAct();
  const [ending, setEnding] = useState(false);
  const key = periodKey(one.period);
  const open = (search: Record<string, string>) => void navigate({ to: '/reports/template', search: search as never });
  return (
    <article className="flex h-full flex-col gap-1 rounded-lg border border-line bg-surface p-4">
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="text-xs font-medium tracking-wide text-ochre-ink">{one.area || t('otherAreas')}</p>
          <h2 className="text-base font-semibold">{one.title}</h2>
        </div>
        {one.own && <Badge tone="accent">{t('ownMark')}</Badge>}
        <Menu
          trigger={<IconButton size="small" icon={EllipsisVertical} label={t('actionsOf', { title: one.title })} />}
          groups={[
            {
              id: 'acts',
              choices: [
                ...(one.own
                  ? [{ id: 'edit', label: t('edit'), icon: Pencil, onSelect: () => open({ id: one.id }) }]
                  : []),
                { id: 'copy', label: t('copyTemplate'), icon: Copy, onSelect: () => open({ copie: one.id }) },
                ...(one.own ? [{ id: 'end', label: t('remove'), icon: Trash2, onSelect: () => setEnding(true) }] : []),
              ],
            },
          ]}
        />
      </header>
      {one.description && <p className="text-ink-soft">{one.description}</p>}
      <p className="figures text-xs text-ink-faint">
        {[
          key === 'fixed' ? t('p_fixed') : t(`p_${key}` as 'p_last_month'),
          one.formats.map((name) => name.toUpperCase()).join(' + '),
          t('blocks', { count: one.widgets }),
        ].join(' · ')}
      </p>
      {one.updatedAt && (
        <p className="figures text-xs text-ink-faint">
          {t('changedOn', { at: format.instant(one.updatedAt), by: one.updatedBy ?? '' })}
        </p>
      )}
      <div className="mt-auto pt-2">
        <Link to="/reports/prepare" search={{ modele: one.id } as never} className={buttonClasses('primary', 'small')}>
          <Send aria-hidden className="size-4" strokeWidth={1.75} />
          {t('prepare')}
        </Link>
      </div>
      <ConfirmDialog
        open={ending}
        onOpenChange={setEnding}
        danger
        title={t('removeTemplate', { title: one.title })}
        consequence={t('removeTemplateNote')}
        verb={t('remove')}
        onConfirm={() => act('DELETE', `/api/reports/templates/${one.id}`, {}, t('removed'))}
      />
    </article>
  );
}
