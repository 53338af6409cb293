import { ServerOff, WifiOff } from 'lucide-react';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { useAwaySince } from '../api/live-provider.tsx';
import { buttonClasses } from '../basics/button.tsx';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { BottomBar } from './bottom-bar.tsx';
import { CommandPalette, type PaletteEntry } from './command-palette.tsx';
import { FiltersSlotProvider } from './filters-slot.tsx';
import { layoutMessages } from './layout.messages.ts';
import type { NoticeEntry } from './notice-bell.tsx';
import { Rail, type RailProps } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

export interface ShellProps extends RailProps {
  tenantName: string;
  user: { name: string; login: string; profile?: string };
  notices: NoticeEntry[];
  onNoticesRead: () => void;
  onLogout: () => void;
  onTour?: (() => void) | undefined;
  search: (query: string, signal: AbortSignal) => Promise<PaletteEntry[]>;
  children: ReactNode;
}

/** The frame of every page: rail, top bar, content; a bottom bar on a phone. */
export function Shell(props: ShellProps) {
  const t = useMessages(layoutMessages);
  const [searching, setSearching] = useState(false);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setSearching(true);
      }
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);

  const kind = t('page');
  const pages = [...props.pages, ...props.platform].map((page) => ({
    id: page.path,
    title: page.label,
    kind,
    to: page.path,
  }));
  return (
    <FiltersSlotProvider>
      <a href="#content" className={`skip-link ${buttonClasses('primary')}`}>
        {t('skip')}
      </a>
      <div className="flex min-h-dvh">
        <Rail {...props} />
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar {...props} onSearch={() => setSearching(true)} />
          <OfflineBanner />
          <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-4 pt-4 pb-24 outline-none md:pb-8 lg:px-6">
            <div className="mx-auto flex max-w-[112rem] min-w-0 flex-col gap-4">{props.children}</div>
          </main>
        </div>
        <BottomBar {...props} />
      </div>
      <CommandPalette open={searching} onOpenChange={setSearching} pages={pages} search={props.search} />
    </FiltersSlotProvider>
  );
}

function subscribeToConnection(onChange: () => void): () => void {
  addEventListener('online', onChange);
  addEventListener('offline', onChange);
  return () => {
    removeEventListener('online', onChange);
    removeEventListener('offline', onChange);
  };
}

/** That the device is offline, or that the server is away; what is on the page stays readable. */
export function OfflineBanner() {
  const t = useMessages(layoutMessages);
  const format = useFormat();
  const away = useAwaySince();
  const online = useSyncExternalStore(subscribeToConnection, () => navigator.onLine);
  if (online && away === null) return null;
  const Icon = online ? ServerOff : WifiOff;
  return (
    <p role="status" className="flex items-center gap-2 bg-warn-soft px-4 py-2 text-sm text-warn lg:px-6">
      <Icon aria-hidden className="size-4 shrink-0" />
      {online ? t('serverAway', { at: format.time(away) }) : t('offline')}
    </p>
  );
}
