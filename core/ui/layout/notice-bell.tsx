import { Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import { IconButton } from '../basics/button.tsx';
import { cx } from '../basics/class-names.ts';
import { Popover } from '../basics/popover.tsx';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { layoutMessages } from './layout.messages.ts';

export interface NoticeEntry {
  id: string;
  at: string;
  text: string;
  tone: 'info' | 'ok' | 'bad';
  to?: string;
  read: boolean;
}

const dots = { info: 'bg-accent', ok: 'bg-ok', bad: 'bg-bad' };

/** What happened while the page is open (runs that ended, new builds), and what the server keeps for the person (alerts). */
export function NoticeBell({ notices, onRead }: { notices: NoticeEntry[]; onRead: () => void }) {
  const t = useMessages(layoutMessages);
  const format = useFormat();
  const unread = notices.filter((notice) => !notice.read).length;
  const label = unread > 0 ? t('noticesCount', { count: unread }) : t('notices');
  return (
    <span className="relative">
      <Popover align="end" onOpen={onRead} title={t('notices')} trigger={<IconButton icon={Bell} label={label} />}>
        {notices.length === 0 && <p className="text-ink-soft">{t('noNotice')}</p>}
        <ul className="flex flex-col gap-2">
          {notices.map((notice) => (
            <li key={notice.id} className="flex items-start gap-2">
              <span aria-hidden className={cx('mt-2 size-1.5 shrink-0 rounded-full', dots[notice.tone])} />
              <span className="min-w-0">
                {notice.to ? (
                  <Link to={notice.to} className="text-accent underline-offset-2 hover:underline">
                    {notice.text}
                  </Link>
                ) : (
                  notice.text
                )}
                <span className="figures block text-xs text-ink-faint">{format.instant(notice.at)}</span>
              </span>
            </li>
          ))}
        </ul>
      </Popover>
      {unread > 0 && (
        <span
          aria-hidden
          className="figures pointer-events-none absolute top-0.5 right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-ochre px-1 text-2xs font-semibold text-[#1c1a29]"
        >
          {unread > 9 ? '9+' : unread}
        </span>
      )}
    </span>
  );
}
