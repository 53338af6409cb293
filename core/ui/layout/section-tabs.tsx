import { Link, useLocation } from '@tanstack/react-router';
import { cx } from '../basics/class-names.ts';

/** Pages of one section, one beside the other; each is an address of its own. `label` names the section to those who do not see it. */
export function SectionTabs({ label, tabs }: { label: string; tabs: readonly { path: string; label: string }[] }) {
  const { pathname } = useLocation();
  return (
    <nav aria-label={label} className="-mt-2 flex gap-1 overflow-x-auto border-b border-line">
      {tabs.map((tab) => {
        const here = pathname === tab.path;
        return (
          <Link
            key={tab.path}
            to={tab.path}
            aria-current={here ? 'page' : undefined}
            className={cx(
              'flex h-10 items-center px-3 whitespace-nowrap hover:text-ink max-md:h-12',
              here ? 'border-b-2 border-accent font-semibold text-accent' : 'text-ink-soft',
            )}
          >
            {tab.label}
          </Link>
        );
      })}
    </nav>
  );
}
