import { Button, buttonClasses, Dialog, Facts, notify, TextArea, useApi } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { RECOMMENDATIONS, type Recommendation } from '../sira-answers.ts';
import { RiskBadge, shownParameters, useParameterValue } from './action-words.tsx';
import { useSiraWords } from './sira-words.tsx';

/** Follow or refuse: what will be asked for and who must sign, or why not. */
export function DecideDialog(o: { one: Recommendation; how: 'apply' | 'reject'; onClose(): void }) {
  const { t, opsWord, reason } = useSiraWords();
  const { one, how, onClose } = o;
  const api = useApi();
  const queries = useQueryClient();
  const shown = useParameterValue(String(o.one.action.parameters.currency ?? ''));
  const [why, setWhy] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [actionId, setActionId] = useState<string | null>(null);
  const { people, groups } = one.requirement;
  const send = async () => {
    if (how === 'reject' && why.trim().length < 3) return setError(t('reasonNeeded'));
    setBusy(true);
    try {
      const body = how === 'reject' ? { reason: why } : {};
      const answer = await api.send<{ actionId?: string }>('POST', `${RECOMMENDATIONS}/${one.id}/${how}`, body);
      notify({ title: t(how === 'apply' ? 'asked' : 'rejectedDone'), text: one.subject.name, tone: 'ok' });
      if (answer.actionId) setActionId(answer.actionId);
      else onClose();
      await queries.invalidateQueries({ queryKey: [RECOMMENDATIONS] });
    } catch (cause) {
      notify({ title: t('failed'), text: cause instanceof Error ? cause.message : '', tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  const parameters = shownParameters(one.action.parameters).map(([name, value]) => ({
    label: opsWord(name),
    value: <span className="figures">{shown(name, value)}</span>,
  }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={actionId ? t('asked') : t(`${how}Title`)}
      description={how === 'apply' ? t('applyNote') : t('rejectNote')}
      footer={
        actionId ? (
          <>
            <Button onClick={onClose}>{t('close')}</Button>
            <Link
              to="/paiements/operations"
              search={{ action: actionId } as never}
              className={buttonClasses('primary')}
            >
              {t('seeAction')}
            </Link>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{t('close')}</Button>
            <Button tone="primary" busy={busy} onClick={() => void send()}>
              {how === 'apply' ? t('ask') : t('reject')}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-4">
        <p className="text-ink-soft">{reason(one)}</p>
        {how === 'apply' ? (
          <Facts
            items={[
              { label: t('willAsk'), value: <strong>{opsWord(one.action.type)}</strong> },
              { label: t('subject'), value: opsWord(one.subject.name) },
              ...parameters,
              {
                label: t('mustSign'),
                value: (
                  <span className="flex flex-wrap items-center gap-2">
                    {groups.length > 0
                      ? t('including', { people, groups: groups.map(opsWord).join(', ') })
                      : t('people', { people })}
                    <RiskBadge risk={one.risk} />
                  </span>
                ),
              },
            ]}
          />
        ) : (
          <TextArea label={t('reason')} value={why} onChange={setWhy} error={error} />
        )}
      </div>
    </Dialog>
  );
}
