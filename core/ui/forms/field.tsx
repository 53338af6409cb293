import { type ReactNode, useId } from 'react';
import { cx } from '../basics/class-names.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { formsMessages } from './forms.messages.ts';

export interface FieldProps {
  label: string;
  help?: string;
  error?: string | null;
  optional?: boolean;
  className?: string;
  /** Receives what ties the control to its label, help and error. */
  children: (control: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
  }) => ReactNode;
}

/** Label above, help below, the error in words and tied to the control. */
export function Field({ label, help, error, optional, className, children }: FieldProps) {
  const t = useMessages(formsMessages);
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? help;
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {label}
        {optional && <span className="font-normal text-ink-faint"> ({t('optional')})</span>}
      </label>
      {children({ id, 'aria-describedby': note ? noteId : undefined, 'aria-invalid': error ? true : undefined })}
      {note && (
        <p
          id={noteId}
          role={error ? 'alert' : undefined}
          className={cx('text-xs', error ? 'text-bad' : 'text-ink-faint')}
        >
          {note}
        </p>
      )}
    </div>
  );
}
