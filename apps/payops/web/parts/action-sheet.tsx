import { Button, Dialog, notify, QueryView, Skeleton, TextField, useApi, useApiQuery, useFormat } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Action, TimelineEntry } from '../answers.ts';
import { ParametersDiff, RiskBadge, StateBadge, useOpsWords } from './action-words.tsx';

const PATH = '/api/dashboard/ops/actions';

/** One action: what it changes, who has signed, what happened; and what this person may do, at the thumb. */
export function ActionSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useApiQuery<{ action: Action; timeline: TimelineEntry[] }>(`${PATH}/${id}`);
  const { t } = useOpsWords();
  const action = query.data?.action.id === id ? query.data.action : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={action ? `${action.rollbackOf ? `${t('isRollback')} · ` : ''}${t(action.type)}` : t('title')}
      {...(action
        ? { description: action.subject.id === '*' ? '*' : `${action.subject.name} (${action.subject.id})` }
        : {})}
      shape="sheet"
      wide
      footer={action && <Decisions action={action} />}
    >
      <QueryView query={query} skeleton={<Skeleton />}>
        {({ action: one, timeline }) => (
          <div className="flex flex-col gap-5">
            <Head action={one} why={timeline[0]?.details.reason} />
            <section>
              <h2 className="mb-2 font-semibold">{t('whatChanges')}</h2>
              <ParametersDiff action={one} />
            </section>
            <Signatures action={one} />
            <Timeline entries={timeline} />
          </div>
        )}
      </QueryView>
    </Dialog>
  );
}

function Head({ action, why }: { action: Action; why: unknown }) {
  const { t } = useOpsWords();
  const format = useFormat();
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap gap-2">
        <StateBadge state={action.state} />
        <RiskBadge risk={action.risk} />
      </p>
      <p className="figures text-sm text-ink-soft">
        {t('askedBy', { name: action.requesterName, at: format.instant(action.createdAt) })}
      </p>
      {['pending_approval', 'approved'].includes(action.state) && (
        <p className="figures text-sm text-ink-soft">{t('expires', { at: format.instant(action.expiresAt) })}</p>
      )}
      {typeof why === 'string' && (
        <p className="text-sm">
          {t('reason')} : <span className="font-medium">{why}</span>
        </p>
      )}
      {action.failure && <p className="text-sm text-bad">{action.failure}</p>}
    </div>
  );
}

function Signatures({ action }: { action: Action }) {
  const { t } = useOpsWords();
  const format = useFormat();
  const { people } = action.requirement;
  return (
    <section>
      <h2 className="font-semibold">
        {t('signatures')}{' '}
        <span className="figures text-sm font-normal text-ink-faint">
          {t('signaturesOf', { done: action.signatures.length, people })}
        </span>
      </h2>
      {action.state === 'pending_approval' && action.missing.length > 0 && (
        <p className="text-sm text-ochre-ink">
          {t('stillMissing', { groups: action.missing.map((group) => t(group)).join(', ') })}
        </p>
      )}
      <ul className="mt-1 divide-y divide-line">
        {action.signatures.length === 0 && <li className="py-1 text-ink-faint">{t('noneYet')}</li>}
        {action.signatures.map((one) => (
          <li key={one.userId} className="py-1.5">
            <span className="font-medium">{one.name}</span>
            <span className="figures block text-sm text-ink-faint">
              {[
                one.groups.map((group) => t(group)).join(', '),
                format.instant(one.at),
                one.secondFactor && t('secondFactor'),
                one.comment,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Timeline({ entries }: { entries: TimelineEntry[] }) {
  const { t, stateWord } = useOpsWords();
  const format = useFormat();
  // A signature is what somebody did; the state it leaves is told when it has changed.
  const wordOf = ({ what, state }: TimelineEntry): string => {
    if (what === 'requested') return t('requested');
    if (what !== 'approved') return stateWord(state);
    return state === 'approved' ? t('lastSignature') : t('oneSignature');
  };
  return (
    <section>
      <h2 className="font-semibold">{t('timeline')}</h2>
      <ol className="mt-1 border-l border-line-strong pl-4">
        {entries.map((entry) => (
          <li key={entry.n} className="py-1">
            <span>{wordOf(entry)}</span>
            <span className="figures block text-sm text-ink-faint">
              {entry.who} · {format.instant(entry.at, true)}
              {[entry.details.reason, entry.details.comment]
                .filter((one) => typeof one === 'string' && one !== '')
                .map((one) => ` · ${one}`)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What this person may do with it. A refusal says why; a signature covers exactly what is above it. */
function Decisions({ action }: { action: Action }) {
  const { t } = useOpsWords();
  const api = useApi();
  const queries = useQueryClient();
  const [totp, setTotp] = useState('');
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const act = async (what: string, body: object) => {
    setBusy(true);
    try {
      const after = await api.send<Action>('POST', `${PATH}/${action.id}/${what}`, body);
      notify(
        after.state === 'failed'
          ? { title: t('failed'), text: after.failure ?? '', tone: 'bad' }
          : { title: t('done'), tone: 'ok' },
      );
      setTotp('');
      setWords('');
    } catch (cause) {
      notify({ title: t('failed'), text: cause instanceof Error ? cause.message : '', tone: 'bad' });
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: [PATH] });
      await queries.invalidateQueries({ queryKey: [`${PATH}/${action.id}`] });
    }
  };
  const withReason = (what: string) =>
    words.trim().length < 3
      ? notify({ title: t('reasonNeeded'), tone: 'bad' })
      : void act(what, { reason: words.trim() });
  const { may } = action;
  if (!may.approve && !may.cancel && !may.execute && !may.rollback) return null;
  const comment = words.trim() ? { comment: words.trim() } : {};
  return (
    <div className="flex w-full flex-col gap-3">
      {may.approve && action.needsSecondFactor && (
        <TextField
          label={t('code')}
          help={t('codeHelp')}
          value={totp}
          onChange={setTotp}
          inputMode="numeric"
          autoComplete="one-time-code"
        />
      )}
      <TextField
        label={may.approve ? t('comment') : t('reason')}
        value={words}
        onChange={setWords}
        optional={may.approve || may.execute}
      />
      <div className="flex flex-wrap justify-end gap-2 max-md:*:flex-1">
        {may.approve && (
          <Button tone="danger" size="large" busy={busy} onClick={() => withReason('reject')}>
            {t('reject')}
          </Button>
        )}
        {may.cancel && (
          <Button size="large" busy={busy} onClick={() => withReason('cancel')}>
            {t('withdraw')}
          </Button>
        )}
        {may.rollback && (
          <Button tone="danger" size="large" busy={busy} onClick={() => withReason('rollback')}>
            {t('rollback')}
          </Button>
        )}
        {may.approve && (
          <Button
            tone="primary"
            size="large"
            busy={busy}
            onClick={() =>
              void act('approve', { hash: action.hash, ...comment, ...(totp.trim() ? { totp: totp.trim() } : {}) })
            }
          >
            {t('sign')}
          </Button>
        )}
        {may.execute && (
          <Button tone="primary" size="large" busy={busy} onClick={() => void act('execute', {})}>
            {t('execute')}
          </Button>
        )}
      </div>
    </div>
  );
}
