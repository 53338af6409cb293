import { Badge, Card, type Column, DataTable, useFormat, useMessages } from '@griot/ui';
import { FileSpreadsheet } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Attachment, ColumnProfile } from '../answers.ts';
import { assistantMessages } from '../assistant.messages.ts';

type Row = ColumnProfile & { key: string };

/** What an attached file holds: rows, columns, types, and what could not be read. Folded once questions are asked. */
export function AttachmentCard({ file, folded }: { file: Attachment; folded: boolean }) {
  const t = useMessages(assistantMessages);
  const format = useFormat();
  const [open, setOpen] = useState(!folded);
  const { profile } = file;
  const rows = useMemo(() => profile.columns.map((one, at): Row => ({ key: String(at), ...one })), [profile]);
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  const unreadable = profile.columns.filter((one) => one.unreadable > 0);
  return (
    <Card padded={false}>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="flex min-h-12 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
          <FileSpreadsheet aria-hidden className="size-5 text-accent" />
          <strong className="min-w-0 break-all text-ink">{file.name}</strong>
          <span className="text-sm text-ink-soft">
            {t('fileRows', { count: profile.rows, rows: format.number(String(profile.rows)) })},{' '}
            {t('fileWidth', { count: profile.columns.length })}
          </span>
          <span className="text-sm text-ink-faint">{t('fileUntil', { time: format.instant(file.expiresAt) })}</span>
        </summary>
        <div className="flex flex-col gap-2 px-4 pb-3">
          {profile.sheet && profile.others.length > 0 && (
            <p className="text-sm text-ink-soft">
              {t('fileSheet', { sheet: profile.sheet, others: profile.others.join(', ') })}
            </p>
          )}
          {!profile.titled && <p className="text-sm text-warn">{t('fileUntitled')}</p>}
          {unreadable.map((one) => (
            <p key={one.title} className="text-sm text-warn">
              {t('fileUnreadable', { count: one.unreadable, title: one.title, example: one.unreadableExample ?? '' })}
            </p>
          ))}
          <DataTable title={t('fileColumns')} columns={columns} rows={rows} rowKey={(row) => row.key} plain />
          <p className="text-xs text-ink-faint">{t('filePrivate')}</p>
        </div>
      </details>
    </Card>
  );
}

type Words = (key: Parameters<ReturnType<typeof useMessages<keyof typeof assistantMessages.fr>>>[0]) => string;

function columnsOf(t: Words, format: ReturnType<typeof useFormat>): Column<Row>[] {
  const typeOf = (row: Row) => t(row.type === 'number' ? 'typeNumber' : row.type === 'day' ? 'typeDay' : 'typeText');
  const bound = (row: Row, value: string | null) =>
    row.type === 'day' ? format.day(value) : format.number(value, Math.min(2, value?.split('.')[1]?.length ?? 0));
  const range = (row: Row) =>
    row.min === null || row.type === 'text' ? '' : `${bound(row, row.min)} – ${bound(row, row.max)}`;
  return [
    { id: 'title', heading: t('fileColumn'), kind: 'text', value: (row) => row.title, onPhone: true },
    {
      ...{
        id: 'type',
        heading: t('fileType'),
        kind: 'text',
        onPhone: true,
        value: (row: Row) => row.type,
        text: typeOf,
      },
      render: (row) => <Badge>{typeOf(row)}</Badge>,
    },
    {
      id: 'filled',
      heading: t('fileFilled'),
      kind: 'figure',
      unit: 'count',
      value: (row) => String(row.filled),
    },
    { id: 'distinct', heading: t('fileDistinct'), kind: 'figure', unit: 'count', value: (row) => String(row.distinct) },
    { id: 'range', heading: t('fileRange'), kind: 'text', value: range },
    { id: 'examples', heading: t('fileExamples'), kind: 'text', value: (row) => row.examples.join(' · ') },
  ];
}
