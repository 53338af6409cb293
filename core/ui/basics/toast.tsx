import { Toast as Base } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMessages } from '../i18n/locale-provider.tsx';
import { IconButton } from './button.tsx';
import { cx } from './class-names.ts';
import { statesMessages } from './states.messages.ts';

const manager = Base.createToastManager();

export interface Notice {
  title: string;
  text?: string;
  tone?: 'info' | 'ok' | 'bad';
}

/** Tells something in passing. Bad news stays until closed; the rest leaves after five seconds. */
export function notify(notice: Notice): void {
  manager.add({
    title: notice.title,
    description: notice.text,
    type: notice.tone ?? 'info',
    timeout: notice.tone === 'bad' ? 0 : 5000,
    priority: notice.tone === 'bad' ? 'high' : 'low',
  });
}

const icons = { info: Info, ok: CircleCheck, bad: CircleAlert };
const colours = { info: 'text-accent', ok: 'text-ok', bad: 'text-bad' };

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      {children}
      <Base.Portal>
        {/* Away from where dialogs have their buttons: bad news stays, and would lie on them. */}
        <Base.Viewport className="fixed bottom-4 left-4 z-[60] flex w-[min(22rem,calc(100vw-32px))] flex-col gap-2 max-md:top-4 max-md:bottom-auto">
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Toasts() {
  const t = useMessages(statesMessages);
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => {
    const tone = (toast.type ?? 'info') as keyof typeof icons;
    const Icon = icons[tone] ?? Info;
    return (
      <Base.Root
        key={toast.id}
        toast={toast}
        className="animate-appear rounded-lg border border-line bg-surface shadow-float data-limited:hidden"
      >
        <Base.Content className="flex items-start gap-2.5 p-3">
          <Icon aria-hidden className={cx('mt-0.5 size-[18px] shrink-0', colours[tone])} />
          <div className="min-w-0 flex-1">
            <Base.Title className="font-medium text-ink" />
            <Base.Description className="text-sm text-ink-soft" />
          </div>
          <Base.Close render={<IconButton icon={X} size="small" label={t('close')} />} />
        </Base.Content>
      </Base.Root>
    );
  });
}
