import { Badge, type Tone, useFormat, useMessages } from '@griot/ui';
import { useCallback } from 'react';
import type { Action, ActionState, Risk } from '../answers.ts';
import { opsMessages } from '../ops.messages.ts';
import { fromMinor } from './money.ts';

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

const AMOUNTS = ['amount', 'float', 'paid', 'refunded', 'left'];
const INSTANTS = ['since', 'executedAt', 'lastMade'];
/** Named above the two columns already, or of no use to a reader. */
const UNSHOWN = ['control', 'target', 'merchantId', 'agentId', 'user', 'rollbackOf', 'set'];

/** Says values of parameters as a person reads them: amounts of money in the currency that is given, instants, words. */
export function useParameterValue(currency: string): (name: string, value: unknown) => string {
  const { word } = useOpsWords();
  const format = useFormat();
  return (name, value) => {
    if (AMOUNTS.includes(name) && currency !== '') return format.money(fromMinor(String(value), currency), currency);
    if (INSTANTS.includes(name)) return format.instant(String(value), true);
    if (typeof value === 'object' && value !== null)
      return Object.values(value)
        .map((one) => word(String(one)))
        .join(' · ');
    return word(String(value));
  };
}

/** Parameters that say something. */
export const shownParameters = (values: Record<string, unknown>): [string, unknown][] =>
  Object.entries(values).filter(
    ([name, value]) => value !== null && value !== false && value !== '' && !UNSHOWN.includes(name),
  );

/** Two columns: what is there, what it will be. */
export function ParametersDiff({ action }: { action: Action }) {
  const { t, word } = useOpsWords();
  const shown = useParameterValue(String(action.parameters.currency ?? action.before.currency ?? ''));
  const side = (label: string, values: [string, unknown][], strong: boolean) => (
    <div className="min-w-0 rounded-md border border-line p-3">
      <h3 className="text-sm text-ink-faint">{label}</h3>
      <dl className="figures mt-1 grid gap-1">
        {values.length === 0 && <dd className="text-ink-faint">{t('notSet')}</dd>}
        {values.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-xs text-ink-faint">{word(name === 'value' && !isThreshold ? 'set' : name)}</dt>
            <dd className={strong ? 'font-medium break-words text-ink' : 'break-words text-ink-soft'}>
              {shown(name, value)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
  const isThreshold = action.type === 'ADJUST_THRESHOLD';
  const now = shownParameters(action.before);
  const then = shownParameters(action.parameters);
  return action.rollbackOf === null ? (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      {side(t('before'), now, false)}
      {side(t('after'), then, true)}
    </div>
  ) : (
    // What is taken back is there now.
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      {side(t('thereNow'), [...then, ...now], false)}
      {side(t('after'), [], true)}
    </div>
  );
}
