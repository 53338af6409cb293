import { ApiError, useMessages } from '@griot/ui';
import { assistantMessages } from '../assistant.messages.ts';
import { useFailureText } from '../state/use-failure-text.ts';

const REASONS = ['not_one_statement', 'not_a_select', 'not_sql', 'table', 'function', 'too_long', 'size'] as const;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Why a query was not answered: what was refused, what the engine said of it, and its place in the text. */
export function SqlFailure({ error }: { error: unknown }) {
  const t = useMessages(assistantMessages);
  const { details, code } = error instanceof ApiError ? error : { details: {} as Record<string, unknown>, code: '' };
  const reason = REASONS.find((one) => one === details.reason);
  const refused = code === 'warehouse.sql_refused';
  const said = useFailureText()(error);
  const message = refused ? t(reason ? `sql_${reason}` : 'sql_other', { what: textOf(details.what) }) : said;
  // The engine draws the line again; its place is said below.
  const engine = textOf(details.engine).split('\n\nLINE ')[0]?.trim() ?? '';
  const { line, column } = details;
  return (
    <div role="alert" className="border-l-2 border-bad px-3 py-1">
      <p className="font-medium text-bad">{message}</p>
      {engine !== '' && <p className="font-mono text-sm whitespace-pre-wrap text-ink-soft">{engine}</p>}
      {typeof line === 'number' && typeof column === 'number' && (
        <p className="text-sm text-ink-soft">{t('sqlAt', { line, column })}</p>
      )}
    </div>
  );
}
