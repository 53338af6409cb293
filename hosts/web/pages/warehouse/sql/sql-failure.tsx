import { ApiError, useMessages } from '@griot/ui';
import { sqlMessages } from './sql.messages.ts';
import type { Mistake } from './sql-editor.tsx';

const REASONS = ['not_one_statement', 'not_a_select', 'not_sql', 'table', 'function', 'too_long', 'size'] as const;

/** Why a query was not answered, in words, with its place when it has one. */
export function useFailureText(): (error: unknown) => {
  message: string;
  engine: string | null;
  place: Mistake | null;
} {
  const t = useMessages(sqlMessages);
  return (error) => {
    if (!(error instanceof ApiError)) return { message: String(error), engine: null, place: null };
    const { details } = error;
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    const reason = REASONS.find((one) => one === details.reason);
    const what = text(details.what);
    const message =
      error.code !== 'warehouse.sql_refused'
        ? error.message
        : t(reason ? `refused_${reason}` : 'refused_other', { what });
    const engine = text(details.engine).split('\n\nLINE ')[0]?.trim() || null;
    const { line, column } = details;
    const placed = typeof line === 'number' && typeof column === 'number';
    return { message, engine, place: placed ? { line, column, message: engine ?? message } : null };
  };
}

export function SqlFailure({ error }: { error: unknown }) {
  const t = useMessages(sqlMessages);
  const { message, engine, place } = useFailureText()(error);
  return (
    <div role="alert" className="border-l-2 border-bad px-4 py-3">
      <p className="font-medium text-bad">{message}</p>
      {engine && <p className="mt-1 font-mono text-sm whitespace-pre-wrap text-ink-soft">{engine}</p>}
      {place && <p className="mt-1 text-sm text-ink-faint">{t('at', { line: place.line, column: place.column })}</p>}
    </div>
  );
}
