import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { Ellipsis, type LucideIcon } from 'lucide-react';
import { cx } from '../basics/class-names.ts';
import { Menu } from '../basics/menu.tsx';
import { useMessages } from '../i18n/locale-provider.tsx';
import { layoutMessages } from './layout.messages.ts';
import { pageOf } from './navigation.ts';
import type { RailProps } from './rail.tsx';

const itemClasses =
  'flex h-full w-full min-w-0 flex-col items-center justify-center gap-0.5 text-2xs tracking-tight text-ink-soft aria-[current=page]:font-semibold aria-[current=page]:text-accent';

/** The rail of a phone: four pages under the thumb, the rest behind "Plus". */
export function BottomBar({ applications, current, pages, platform }: RailProps) {
  const t = useMessages(layoutMessages);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const here = pageOf(pathname, [...pages, ...platform]);
  const keepFilters = pages.some(({ path }) => path === here);
  const shown = pages.slice(0, 4);
  const hidden = [...pages.slice(4), ...platform];
  const others = applications.filter((application) => application.id !== current?.id);
  return (
    <nav
      aria-label={t('navigation')}
      data-tour="pages"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid h-15 auto-cols-fr grid-flow-col">
        {shown.map((page) => {
          const active = page.path === here;
          return (
            <li key={page.path} className="min-w-0">
              <Link
                to={page.path}
                search={keepFilters ? true : {}}
                aria-current={active ? 'page' : undefined}
                className={itemClasses}
              >
                <BarIcon icon={page.icon} active={active} />
                <span className="line-clamp-2 w-full text-center leading-[1.1]">{page.label}</span>
              </Link>
            </li>
          );
        })}
        <li className="min-w-0">
          <Menu
            trigger={
              <button type="button" className={itemClasses}>
                <BarIcon icon={Ellipsis} active={false} />
                {t('more')}
              </button>
            }
            groups={[
              {
                id: 'pages',
                choices: hidden.map((page) => ({
                  id: page.path,
                  label: page.label,
                  icon: page.icon,
                  onSelect: () => void navigate({ to: page.path }),
                })),
              },
              ...(others.length > 0
                ? [
                    {
                      id: 'applications',
                      heading: t('applications'),
                      choices: others.map((application) => ({
                        id: application.id,
                        label: application.label,
                        icon: application.icon,
                        onSelect: () => void navigate({ to: application.home }),
                      })),
                    },
                  ]
                : []),
            ]}
          />
        </li>
      </ul>
    </nav>
  );
}

function BarIcon({ icon: Icon, active }: { icon: LucideIcon; active: boolean }) {
  return <Icon aria-hidden className={cx('size-5', active && 'text-accent')} strokeWidth={active ? 2 : 1.6} />;
}
