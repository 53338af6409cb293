import { cx } from '../basics/class-names.ts';
import { Field } from './field.tsx';
import { inputClasses } from './field-classes.ts';

export interface TextAreaProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  help?: string;
  error?: string | null;
  optional?: boolean;
  placeholder?: string;
  maxLength?: number;
  rows?: number;
}

/** A text of several lines. */
export function TextArea({ label, value, onChange, help, error, optional, rows = 3, ...rest }: TextAreaProps) {
  return (
    <Field label={label} help={help} error={error} optional={optional}>
      {(control) => (
        <textarea
          {...rest}
          {...control}
          rows={rows}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={cx(inputClasses, 'h-auto! py-2')}
        />
      )}
    </Field>
  );
}

export interface CheckboxProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  help?: string;
}

/** A yes or no, with its sentence beside it. */
export function Checkbox({ label, checked, onChange, help }: CheckboxProps) {
  return (
    <label className="flex min-h-9 cursor-pointer items-start gap-2.5 py-1.5 max-md:min-h-12 max-md:py-3">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4.5 shrink-0 accent-(--accent)"
      />
      <span className="min-w-0">
        {label}
        {help && <span className="block text-xs text-ink-faint">{help}</span>}
      </span>
    </label>
  );
}
