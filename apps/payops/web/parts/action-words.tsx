import { Badge, type Tone, useMessages } from '@griot/ui';
import { useCallback } from 'react';
import { opsMessages } from '../ops.messages.ts';
import type { Action, ActionState, Risk } from '../ops-answers.ts';

const stateTones: Record<ActionState, Tone> = {
  requested: 'neutral',
  pending_approval: 'ochre',
  approved: 'accent',
  executing: 'accent',
  executed: 'ok',
  failed: 'bad',
  rejected: 'bad',
  cancelled: 'neutral',
  expired: 'warn',
  rolled_back: 'warn',
};
const riskTones: Record<Risk, Tone> = { low: 'neutral', medium: 'neutral', high: 'warn', critical: 'bad' };

/** Words of the console; a name that has none is shown as it is. */
export function useOpsWords() {
  const t = useMessages(opsMessages);
  const word = useCallback((name: string) => (name in opsMessages.fr ? t(name as 'title') : name), [t]);
  return { t, word, stateWord: (state: ActionState) => (state === 'failed' ? t('state_failed') : t(state)) };
}

export function StateBadge({ state }: { state: ActionState }) {
  const { stateWord } = useOpsWords();
  return <Badge tone={stateTones[state]}>{stateWord(state)}</Badge>;
}

export function RiskBadge({ risk }: { risk: Risk }) {
  const { t } = useOpsWords();
  return <Badge tone={riskTones[risk]}>{t('riskLabel', { risk: t(risk) })}</Badge>;
}

/** A value as people read it. */
export function shownValue(value: unknown, nothing: string): string {
  if (value === null || value === undefined || value === false || value === '') return nothing;
  if (typeof value === 'object') return Object.values(value).map(String).join(' · ');
  return String(value);
}

/** Two columns: what is there, what it will be. */
export function ParametersDiff({ action }: { action: Action }) {
  const { t, word } = useOpsWords();
  const rows = (values: Record<string, unknown>) =>
    Object.entries(values).filter(
      ([name, value]) =>
        value !== null && value !== false && !['control', 'target', 'merchantId', 'agentId', 'user'].includes(name),
    );
  const side = (label: string, values: [string, unknown][], strong: boolean) => (
    <div className="min-w-0 rounded-md border border-line p-3">
      <h3 className="text-sm text-ink-faint">{label}</h3>
      <dl className="figures mt-1 grid gap-1">
        {values.length === 0 && <dd className="text-ink-faint">{t('notSet')}</dd>}
        {values.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-xs text-ink-faint">{word(name)}</dt>
            <dd className={strong ? 'font-medium break-words text-ink' : 'break-words text-ink-soft'}>
              {word(shownValue(value, t('notSet')))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      {side(t('before'), rows(action.before), false)}
      {side(t('after'), rows(action.parameters), true)}
    </div>
  );
}
