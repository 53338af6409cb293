import { type ReactNode, useEffect } from 'react';
import { Breadcrumb, type Crumb } from '../basics/breadcrumb.tsx';
import { cx } from '../basics/class-names.ts';

export interface PageHeaderProps {
  title: string;
  /** The period shown, what the page is about. */
  note?: ReactNode;
  crumbs?: Crumb[];
  actions?: ReactNode;
}

/** The page's name, also the window's. */
export function PageHeader({ title, note, crumbs, actions }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Griot`;
  }, [title]);
  return (
    <header className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <div className="min-w-[min(100%,16rem)] flex-1">
        {crumbs && <Breadcrumb items={crumbs} />}
        <h1 className="text-xl font-semibold text-ink">{title}</h1>
        {note && <p className="figures text-sm text-ink-faint">{note}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}

/** Twelve columns on a wide screen, six on a tablet, one on a phone. */
export function Grid({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx('grid grid-cols-1 gap-4 md:grid-cols-6 lg:grid-cols-12', className)}>{children}</div>;
}
