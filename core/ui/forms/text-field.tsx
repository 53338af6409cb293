import { Eye, EyeOff } from 'lucide-react';
import { type InputHTMLAttributes, type Ref, useState } from 'react';
import { IconButton } from '../basics/button.tsx';
import { cx } from '../basics/class-names.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { Field } from './field.tsx';
import { inputClasses } from './field-classes.ts';
import { formsMessages } from './forms.messages.ts';

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: string;
  error?: string | null;
  optional?: boolean;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({ label, value, onChange, help, error, optional, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} help={help} error={error} optional={optional} className={className}>
      {(control) => (
        <input
          type="text"
          {...rest}
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={inputClasses}
        />
      )}
    </Field>
  );
}

/** A password that can be shown while one types it. */
export function PasswordField({ label, value, onChange, help, error, className, ...rest }: TextFieldProps) {
  const t = useMessages(formsMessages);
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} help={help} error={error} className={className}>
      {(control) => (
        <span className="relative block">
          <input
            autoComplete="current-password"
            {...rest}
            {...control}
            type={shown ? 'text' : 'password'}
            spellCheck={false}
            autoCapitalize="off"
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className={cx(inputClasses, 'pr-12')}
          />
          <IconButton
            icon={shown ? EyeOff : Eye}
            label={t(shown ? 'hidePassword' : 'showPassword')}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 right-0.5 my-auto"
          />
        </span>
      )}
    </Field>
  );
}
