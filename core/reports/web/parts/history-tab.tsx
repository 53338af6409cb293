import {
  ApiError,
  Badge,
  Button,
  EmptyState,
  notify,
  ProgressBar,
  QueryView,
  Select,
  Skeleton,
  saveFile,
  useApi,
  useApiQuery,
  useFormat,
  useLive,
  useMessages,
} from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { FileDown, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { History, SendRecord } from '../answers.ts';
import { reportsMessages } from '../reports.messages.ts';
import { useAct } from '../state/use-acts.ts';

const PATH = '/api/reports/history';
const STATES = ['sent', 'skipped', 'failed'] as const;
const POLL_MS = 2000;

/** What was sent to whom: the exact files, their digests, the build they show, and what became of the mails. */
export function HistoryTab({ waitingFor }: { waitingFor: string | null }) {
  const t = useMessages(reportsMessages);
  const queries = useQueryClient();
  const query = useApiQuery<History>(PATH);
  const [state, setState] = useState<string | null>(null);
  const items = query.data?.items ?? [];
  const arrived = waitingFor === null || items.some((one) => one.runId === waitingFor);
  const moving = items.some(({ mail }) => mail?.state === 'waiting');
  useLive('flows.runs', () => void queries.invalidateQueries({ queryKey: [PATH] }));
  useEffect(() => {
    if (arrived && !moving) return;
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: [PATH] }), POLL_MS);
    return () => clearInterval(timer);
  }, [arrived, moving, queries]);
  return (
    <QueryView query={query} skeleton={<Skeleton className="m-4 h-64" />}>
      {() => {
        const shown = items.filter((one) => state === null || one.state === state);
        return (
          <div className="flex flex-col">
            {!arrived && (
              <div className="px-4 pt-4">
                <ProgressBar percent={null} label={t('making')} />
              </div>
            )}
            {items.length > 0 && (
              <div className="w-56 px-4 pt-3">
                <Select
                  size="small"
                  label={t('state')}
                  all={t('allStates')}
                  value={state}
                  options={STATES.map((value) => ({ value, label: t(`state_${value}`) }))}
                  onChange={setState}
                />
              </div>
            )}
            {shown.length === 0 && arrived && <EmptyState sentence={t('noHistory')} />}
            <ul className="divide-y divide-line">
              {shown.map((one) => (
                <Row key={one.id} send={one} />
              ))}
            </ul>
          </div>
        );
      }}
    </QueryView>
  );
}

const TONES = { sent: 'ok', skipped: 'neutral', failed: 'bad' } as const;

function Row({ send: one }: { send: SendRecord }) {
  const t = useMessages(reportsMessages);
  const format = useFormat();
  const act = useAct();
  const doubtful = one.mail?.state === 'in_doubt' || one.mail?.state === 'failed';
  return (
    <li className="grid gap-x-4 gap-y-1.5 px-4 py-3 md:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)_minmax(0,1.2fr)_auto]">
      <div className="min-w-0">
        <p className="font-medium">{one.title}</p>
        <p className="text-sm text-ink-soft">
          {one.userName}
          {one.address && ` · ${one.address}`}
        </p>
        {one.from && one.to && (
          <p className="figures text-xs text-ink-faint">
            {format.day(one.from)} – {format.day(one.to)}
            {one.generation !== null && ` · ${t('build', { number: one.generation })}`}
          </p>
        )}
      </div>
      <div className="flex min-w-0 flex-col items-start gap-1">
        <Badge tone={TONES[one.state]}>{t(`state_${one.state}`)}</Badge>
        <MailState send={one} />
        {one.reason && <p className="text-sm text-bad">{one.reason}</p>}
      </div>
      <ul className="flex min-w-0 flex-col gap-1">
        {one.files.map((file) => (
          <li key={file.format}>
            <FileLink id={one.id} file={file} />
          </li>
        ))}
      </ul>
      <div className="flex flex-col items-start gap-1 md:items-end">
        <p className="figures text-sm text-ink-soft">{format.instant(one.createdAt)}</p>
        <p className="text-xs text-ink-faint">{one.resendOf ? t('resentBy', { name: one.byName }) : one.byName}</p>
        {one.state === 'sent' && (
          <Button
            size="small"
            tone={doubtful ? 'secondary' : 'quiet'}
            icon={RotateCw}
            aria-label={t('resendTo', { name: one.userName })}
            onClick={() => void act('POST', `${PATH}/${one.id}/resend`, {}, t('resent'))}
          >
            {t('resend')}
          </Button>
        )}
      </div>
    </li>
  );
}

function MailState({ send: { mail } }: { send: SendRecord }) {
  const t = useMessages(reportsMessages);
  const format = useFormat();
  if (!mail) return null;
  const known = ['waiting', 'sent', 'failed', 'not_configured', 'in_doubt'].includes(mail.state);
  const text = known ? t(`mail_${mail.state}` as 'mail_sent') : mail.state;
  return (
    <p className="text-xs text-ink-faint">
      {text}
      {mail.state === 'sent' && ` · ${format.instant(mail.sentAt)}`}
      {mail.attempts > 1 && ` · ${t('tries', { count: mail.attempts })}`}
      {mail.state !== 'sent' && mail.lastError && ` · ${mail.lastError}`}
    </p>
  );
}

/** Downloads the exact file; its digest can be compared with the one that somebody received. */
function FileLink({ id, file }: { id: string; file: SendRecord['files'][number] }) {
  const t = useMessages(reportsMessages);
  const format = useFormat();
  const api = useApi();
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      const { content } = await api.file('GET', `${PATH}/${id}/file/${file.format}`);
      saveFile(file.name, content);
    } catch (error) {
      notify({ title: t('failed'), text: error instanceof ApiError ? error.message : String(error), tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="min-w-0">
      <Button size="small" icon={FileDown} busy={busy} onClick={() => void download()} aria-label={file.name}>
        {file.format.toUpperCase()} · {t('kilobytes', { size: format.count(Math.max(1, file.size / 1024)) })}
      </Button>
      <p className="truncate font-mono text-xs text-ink-faint" title={`sha256 ${file.sha256}`}>
        sha256 {file.sha256.slice(0, 16)}…
      </p>
    </div>
  );
}
