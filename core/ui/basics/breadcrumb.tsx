import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useMessages } from '../i18n/locale-provider.tsx';
import { statesMessages } from './states.messages.ts';

export interface Crumb {
  label: string;
  /** Absent for the page itself. */
  to?: string;
}

/** Where this page lies; the filters of the address come along. */
export function Breadcrumb({ items }: { items: Crumb[] }) {
  const t = useMessages(statesMessages);
  return (
    <nav aria-label={t('crumbs')}>
      <ol className="flex flex-wrap items-center gap-1 text-sm">
        {items.map((item, index) => (
          <li key={item.label} className="flex min-w-0 items-center gap-1">
            {index > 0 && <ChevronRight aria-hidden className="size-3.5 text-ink-faint" />}
            {item.to ? (
              <Link to={item.to} search={true} className="text-accent underline-offset-2 hover:underline">
                {item.label}
              </Link>
            ) : (
              <span aria-current="page" className="truncate text-ink-soft">
                {item.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
