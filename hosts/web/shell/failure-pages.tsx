import { Button, buttonClasses, EmptyState, PageHeader, useMessages } from '@griot/ui';
import { Link } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { shellMessages } from './shell.messages.ts';

export function NotFoundPage() {
  const t = useMessages(shellMessages);
  return (
    <>
      <PageHeader title={t('notFound')} />
      <EmptyState
        sentence={t('notFoundText')}
        action={
          <Link to="/" className={buttonClasses('primary')}>
            {t('goHome')}
          </Link>
        }
      />
    </>
  );
}

export function NoAccessPage() {
  const t = useMessages(shellMessages);
  return <EmptyState sentence={t('noAccess')} />;
}

export function NoPagesPage() {
  const t = useMessages(shellMessages);
  return <EmptyState sentence={t('noPages')} />;
}

/** A page whose code failed: the frame stays, the rest of the product works. */
export function FailedPage({ error }: { error: unknown }) {
  const t = useMessages(shellMessages);
  console.error(error);
  return (
    <div role="alert" className="flex flex-col items-start gap-3">
      <h1 className="text-xl font-semibold">{t('pageFailed')}</h1>
      <p className="text-ink-soft">{t('pageFailedText')}</p>
      <p className="text-sm text-ink-faint">
        {new Date().toISOString()} · {error instanceof Error ? error.message : String(error)}
      </p>
      <Button icon={RotateCw} tone="primary" onClick={() => location.reload()}>
        {t('reload')}
      </Button>
    </div>
  );
}
