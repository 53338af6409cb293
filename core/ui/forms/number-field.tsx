import { type InputHTMLAttributes, useEffect, useState } from 'react';
import { cx } from '../basics/class-names.ts';
import { type Figure, formatNumber } from '../formats/number.ts';
import { parseTypedNumber } from '../formats/parse.ts';
import { useLocale, useMessages } from '../i18n/locale-provider.tsx';
import { Field } from './field.tsx';
import { inputClasses } from './field-classes.ts';
import { formsMessages } from './forms.messages.ts';

export interface NumberFieldProps
  extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'type' | 'onBlur'> {
  label: string;
  /** Exact decimal, or null when empty. */
  value: Figure;
  onChange: (value: string | null) => void;
  /** Shown inside, at the right: FCFA, ha, %. */
  unit?: string;
  decimals?: number;
  help?: string;
  error?: string | null;
  optional?: boolean;
}

/** Accepts `1 234,5` and `1234.5`; judged as one leaves the field; what was typed is never lost. */
export function NumberField({
  label,
  value,
  onChange,
  unit,
  decimals = 0,
  help,
  error,
  optional,
  className,
  ...rest
}: NumberFieldProps) {
  const t = useMessages(formsMessages);
  const { locale } = useLocale();
  const shown = value === null || value === undefined ? '' : formatNumber(value, locale, decimals);
  const [typed, setTyped] = useState(shown);
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    setTyped(shown);
    setWrong(false);
  }, [shown]);
  const leave = () => {
    if (typed.trim() === '') {
      setWrong(false);
      onChange(null);
      return;
    }
    const parsed = parseTypedNumber(typed);
    setWrong(parsed === null);
    if (parsed === null) return;
    onChange(parsed);
    setTyped(formatNumber(parsed, locale, decimals));
  };
  return (
    <Field
      label={label}
      help={help}
      error={wrong ? t('notANumber', { value: typed }) : error}
      optional={optional}
      className={className}
    >
      {(control) => (
        <span className="relative block">
          <input
            {...rest}
            {...control}
            type="text"
            inputMode="decimal"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={leave}
            className={cx(inputClasses, 'figures text-right', unit && 'pr-14')}
          />
          {unit && <span className="absolute inset-y-0 right-3 flex items-center text-sm text-ink-faint">{unit}</span>}
        </span>
      )}
    </Field>
  );
}
