import { Search } from 'lucide-react';
import { useMessages } from '../i18n/locale-provider.tsx';
import { FiltersSlot } from './filters-slot.tsx';
import { layoutMessages } from './layout.messages.ts';
import { NoticeBell, type NoticeEntry } from './notice-bell.tsx';
import { UserMenu } from './user-menu.tsx';
import { Sign } from './wordmark.tsx';

export interface TopBarProps {
  tenantName: string;
  user: { name: string; login: string; profile?: string };
  notices: NoticeEntry[];
  onNoticesRead: () => void;
  onSearch: () => void;
  onLogout: () => void;
  onTour?: (() => void) | undefined;
}

export function TopBar({ tenantName, user, notices, onNoticesRead, onSearch, onLogout, onTour }: TopBarProps) {
  const t = useMessages(layoutMessages);
  return (
    <header className="sticky top-0 z-20 border-b border-line bg-paper">
      <div className="flex h-14 items-center gap-2 px-4 lg:px-6">
        <span className="md:hidden">
          <Sign />
        </span>
        <p data-own-words className="min-w-0 flex-1 truncate font-medium text-ink" title={tenantName}>
          {tenantName}
        </p>
        <button
          type="button"
          onClick={onSearch}
          data-tour="search"
          aria-keyshortcuts="Control+K"
          aria-label={t('search')}
          className="flex h-9 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-ink-faint hover:border-line-strong max-md:size-11 max-md:justify-center max-md:border-transparent max-md:bg-transparent md:w-56 xl:w-72"
        >
          <Search aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
          <span className="hidden flex-1 truncate text-left md:block">{t('searchHint')}</span>
          <kbd className="hidden rounded-sm border border-line px-1 font-sans text-2xs md:block">Ctrl K</kbd>
        </button>
        <NoticeBell notices={notices} onRead={onNoticesRead} />
        <UserMenu user={user} onLogout={onLogout} onTour={onTour} />
      </div>
      <FiltersSlot />
    </header>
  );
}
