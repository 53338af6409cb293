import { cx, useMessages } from '@griot/ui';
import { Link } from '@tanstack/react-router';
import type { Resource } from '../../api/warehouse.ts';
import { kindIcons } from './resource-kind.ts';
import { nodePath } from './resource-path.ts';
import { warehouseMessages } from './warehouse.messages.ts';

/** Where a resource is opened: its page here, a page of the platform, an address outside, or nowhere. */
export function resourceHref(item: Resource): string | null {
  if (item.kind === 'exposure') return item.href;
  if (item.kind === 'test') return item.reads[0] === undefined ? null : `${nodePath(item.reads[0])}?test=${item.id}`;
  return nodePath(item.id);
}

/** Its icon and name, leading to its page. */
export function ResourceLink({ item, className }: { item: Resource; className?: string }) {
  const t = useMessages(warehouseMessages);
  const Icon = kindIcons[item.kind];
  const href = resourceHref(item);
  const content = (
    <>
      <Icon aria-label={t(`kind_${item.kind}`)} className="size-4 shrink-0 text-ink-faint" strokeWidth={1.75} />
      <span className="min-w-0 truncate">{item.title}</span>
    </>
  );
  const classes = cx('inline-flex max-w-full min-w-0 items-center gap-1.5', className);
  const linked = cx(classes, 'text-accent underline-offset-2 hover:underline');
  if (href === null) return <span className={classes}>{content}</span>;
  if (!href.startsWith('/'))
    return (
      <a href={href} rel="noreferrer" target="_blank" className={linked}>
        {content}
      </a>
    );
  const [to = href, query] = href.split('?');
  return (
    <Link to={to} search={(query ? Object.fromEntries(new URLSearchParams(query)) : {}) as never} className={linked}>
      {content}
    </Link>
  );
}
