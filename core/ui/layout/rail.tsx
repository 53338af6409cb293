import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown, PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { IconButton } from '../basics/button.tsx';
import { cx } from '../basics/class-names.ts';
import { Menu } from '../basics/menu.tsx';
import { useMessages } from '../i18n/locale-provider.tsx';
import { usePreferences } from '../theme/preferences-provider.tsx';
import { layoutMessages } from './layout.messages.ts';
import { type ApplicationEntry, type NavigationEntry, pageOf } from './navigation.ts';
import { Wordmark } from './wordmark.tsx';

export interface RailProps {
  applications: ApplicationEntry[];
  current: ApplicationEntry | undefined;
  pages: NavigationEntry[];
  platform: NavigationEntry[];
}

/** Left rail of a wide screen: the application, its pages, then what belongs to the platform. */
export function Rail({ applications, current, pages, platform }: RailProps) {
  const t = useMessages(layoutMessages);
  const { preferences, change } = usePreferences();
  const compact = preferences.railCollapsed;
  const navigate = useNavigate();
  const Icon = current?.icon;
  const { pathname } = useLocation();
  const here = pageOf(pathname, [...pages, ...platform]);
  // An application's filters go along from page to page; what the address of another page says does not.
  const keepFilters = pages.some(({ path }) => path === here);
  return (
    <nav
      aria-label={t('navigation')}
      data-tour="pages"
      className={cx(
        'sticky top-0 hidden h-dvh shrink-0 flex-col border-r border-line bg-surface md:flex',
        compact ? 'w-16' : 'w-16 lg:w-60',
      )}
    >
      <div className="flex h-14 shrink-0 items-center px-5">
        <span className={cx(!compact && 'lg:hidden')}>
          <Wordmark compact />
        </span>
        <span className={cx('hidden', !compact && 'lg:block')}>
          <Wordmark />
        </span>
      </div>
      {current && (
        <div className="shrink-0 px-3 pb-3">
          <Menu
            align="start"
            trigger={
              <button
                type="button"
                aria-label={`${t('switchApplication')} (${current.label})`}
                title={current.label}
                className="flex h-10 w-full items-center gap-2.5 rounded-md border border-line bg-paper px-2.5 text-left hover:border-line-strong"
              >
                {Icon && <Icon aria-hidden className="size-[18px] shrink-0 text-accent" strokeWidth={1.75} />}
                <span className={cx('min-w-0 flex-1 truncate font-medium', compact ? 'hidden' : 'hidden lg:block')}>
                  {current.label}
                </span>
                <ChevronsUpDown
                  aria-hidden
                  className={cx('size-3.5 text-ink-faint', compact ? 'hidden' : 'hidden lg:block')}
                />
              </button>
            }
            groups={[
              {
                id: 'applications',
                heading: t('applications'),
                choices: applications.map((application) => ({
                  id: application.id,
                  label: application.label,
                  icon: application.icon,
                  checked: application.id === current.id,
                  onSelect: () => void navigate({ to: application.home }),
                })),
              },
            ]}
          />
        </div>
      )}
      {/* The links alone scroll on a low screen: what stands above and below them keeps its size. */}
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <ul className="flex shrink-0 flex-col gap-0.5 px-3 pb-3">
          {pages.map((page) => (
            <RailLink key={page.path} {...{ page, compact, keepFilters }} active={page.path === here} />
          ))}
        </ul>
        <ul className="mt-auto flex shrink-0 flex-col gap-0.5 border-t border-line px-3 pt-3">
          {platform.map((page) => (
            <RailLink key={page.path} {...{ page, compact }} active={page.path === here} />
          ))}
        </ul>
      </div>
      <div className="hidden shrink-0 px-3 py-2 lg:block">
        <IconButton
          icon={compact ? PanelLeftOpen : PanelLeftClose}
          label={t(compact ? 'expand' : 'collapse')}
          onClick={() => change({ railCollapsed: !compact })}
        />
      </div>
    </nav>
  );
}

interface RailLinkProps {
  page: NavigationEntry;
  compact: boolean;
  active: boolean;
  keepFilters?: boolean;
}

function RailLink({ page, compact, active, keepFilters }: RailLinkProps) {
  const Icon = page.icon;
  return (
    <li>
      <Link
        to={page.path}
        search={keepFilters ? true : {}}
        title={page.label}
        aria-current={active ? 'page' : undefined}
        className={cx(
          'relative flex h-10 items-center gap-3 rounded-md px-2.5 text-base transition-colors duration-100 [@media(max-height:1000px)]:h-9',
          active
            ? 'bg-accent-soft font-medium text-accent before:absolute before:inset-y-2 before:-left-3 before:w-[3px] before:rounded-r-sm before:bg-accent'
            : 'text-ink-soft hover:bg-sunken hover:text-ink',
        )}
      >
        <Icon aria-hidden className="size-[18px] shrink-0" strokeWidth={1.75} />
        <span className={cx('truncate', compact ? 'sr-only' : 'max-lg:sr-only')}>{page.label}</span>
      </Link>
    </li>
  );
}
