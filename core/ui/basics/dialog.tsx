import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useState } from 'react';
import { useMessages } from '../i18n/locale-provider.tsx';
import { Button, IconButton } from './button.tsx';
import { cx } from './class-names.ts';
import { statesMessages } from './states.messages.ts';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  children?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  /** `sheet`: from the bottom of a phone, at the side of a wide screen. */
  shape?: 'window' | 'sheet';
  /** A sheet as wide as a table needs. */
  wide?: boolean;
  /** Where the keyboard is when it opens; else on what stands first, which is the closing button. */
  firstFocus?: RefObject<HTMLElement | null>;
}

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  shape = 'window',
  wide = false,
  firstFocus,
}: DialogProps) {
  const t = useMessages(statesMessages);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade transition-opacity duration-100 data-starting-style:opacity-0 data-ending-style:opacity-0" />
        <Base.Popup
          {...(firstFocus ? { initialFocus: firstFocus } : {})}
          className={cx(
            'fixed z-50 flex flex-col border-line bg-surface text-ink shadow-float outline-none',
            'transition-[opacity,translate] duration-100 data-starting-style:opacity-0 data-ending-style:opacity-0',
            shape === 'window' &&
              'top-1/2 left-1/2 max-h-[86dvh] w-[min(32rem,calc(100vw-24px))] -translate-x-1/2 -translate-y-1/2 rounded-lg border',
            shape === 'sheet' &&
              'inset-x-0 bottom-0 max-h-[86dvh] rounded-t-lg border-t md:inset-y-0 md:right-0 md:left-auto md:max-h-none md:rounded-none md:border-l',
            shape === 'sheet' && (wide ? 'md:w-[min(60rem,92vw)]' : 'md:w-96'),
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              {description && <Base.Description className="mt-1 text-ink-soft">{description}</Base.Description>}
            </div>
            <Base.Close render={<IconButton icon={X} label={t('close')} className="-mt-1 -mr-2" />} />
          </header>
          {children && <div className="min-h-0 flex-1 overflow-y-auto px-5 py-2">{children}</div>}
          {footer && <footer className="flex flex-wrap justify-end gap-2 px-5 pt-2 pb-4">{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export interface ConfirmProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Names the thing. */
  title: string;
  /** Names the consequence. */
  consequence: string;
  /** The verb on the button. */
  verb: string;
  danger?: boolean;
  onConfirm: () => Promise<unknown> | unknown;
}

/** Asks before an act that cannot be taken back. */
export function ConfirmDialog({ open, onOpenChange, title, consequence, verb, danger, onConfirm }: ConfirmProps) {
  const t = useMessages(statesMessages);
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onOpenChange(false);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={consequence}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('cancel')}</Button>
          <Button tone={danger ? 'danger' : 'primary'} busy={busy} onClick={() => void confirm()}>
            {verb}
          </Button>
        </>
      }
    />
  );
}
