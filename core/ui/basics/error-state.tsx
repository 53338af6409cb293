import { RotateCw } from 'lucide-react';
import { ApiError } from '../api/api-client.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { Button } from './button.tsx';
import { statesMessages } from './states.messages.ts';

/** What happened, what was kept, what to do, and the number that finds it in the logs. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useMessages(statesMessages);
  const api = error instanceof ApiError ? error : null;
  const forbidden = api?.status === 403;
  const missing = api?.status === 404;
  const happened = forbidden
    ? t('forbidden')
    : missing
      ? t('notFound')
      : api
        ? api.status === 0
          ? t('unreachable')
          : api.message
        : t('somethingWrong');
  return (
    <div role="alert" className="flex flex-1 flex-col items-start justify-center gap-2 border-l-2 border-bad px-4 py-3">
      <p className="font-semibold text-ink">{t('errorTitle')}</p>
      <p className="text-ink-soft">{happened}</p>
      <p className="text-sm text-ink-faint">{forbidden ? t('forbiddenTodo') : t('errorKept')}</p>
      {onRetry && !forbidden && !missing && (
        <Button size="small" icon={RotateCw} onClick={onRetry} className="mt-1">
          {t('errorRetry')}
        </Button>
      )}
      {api?.requestId && <p className="text-xs text-ink-faint select-all">{t('requestId', { id: api.requestId })}</p>}
    </div>
  );
}
