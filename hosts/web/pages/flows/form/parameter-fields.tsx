import { Button, cx, DayField, Field, NumberField, Select, TextField, useLocale, useMessages } from '@griot/ui';
import { Plus, Trash2 } from 'lucide-react';
import { flowsMessages } from '../flows.messages.ts';
import type { FormField } from './form-fields.ts';
import { type FieldErrors, type FormValues, openingValues } from './form-values.ts';
import { JsonField, LinesField } from './text-area-fields.tsx';

export interface ParameterFieldsProps {
  fields: readonly FormField[];
  values: FormValues;
  errors: FieldErrors;
  onChange: (values: FormValues) => void;
  /** Path of the group these fields stand in: `contact.`. */
  at?: string;
}

/** A field for each parameter of a flow, made from its schema. */
export function ParameterFields({ fields, values, errors, onChange, at = '' }: ParameterFieldsProps) {
  return (
    <div className="flex flex-col gap-4">
      {fields.map((field) => (
        <ParameterField
          key={field.name}
          field={field}
          path={`${at}${field.name}`}
          value={values[field.name]}
          errors={errors}
          onChange={(value) => onChange({ ...values, [field.name]: value })}
        />
      ))}
    </div>
  );
}

interface OneProps {
  field: FormField;
  path: string;
  value: unknown;
  errors: FieldErrors;
  onChange: (value: unknown) => void;
}

function ParameterField({ field, path, value, errors, onChange }: OneProps) {
  const { locale } = useLocale();
  const error = errors[path] ?? null;
  const help = field.help?.[locale];
  const common = { label: field.label[locale], ...(help ? { help } : {}), error };
  const optional = !field.required;
  switch (field.kind) {
    case 'day':
      return <DayField {...common} value={typeof value === 'string' ? value : null} onChange={onChange} />;
    case 'integer':
    case 'number':
      return (
        <NumberField
          {...common}
          optional={optional}
          decimals={field.kind === 'integer' ? 0 : 6}
          value={typeof value === 'number' ? String(value) : null}
          onChange={(typed) => onChange(typed === null ? undefined : Number(typed))}
        />
      );
    case 'boolean':
      return <CheckField {...common} checked={value === true} onChange={onChange} />;
    case 'choice':
      return (
        <Field {...common} optional={optional}>
          {({ id }) => (
            <Select
              id={id}
              label={common.label}
              value={typeof value === 'string' ? value : null}
              {...(optional && field.fallback === undefined ? { all: '–' } : {})}
              options={field.options.map((option) => ({ value: option.value, label: option.label[locale] }))}
              onChange={(chosen) => onChange(chosen ?? undefined)}
            />
          )}
        </Field>
      );
    case 'choices':
      return <ChoicesField field={field} common={common} value={asTexts(value)} onChange={onChange} />;
    case 'texts':
      return <LinesField {...common} optional={optional} value={asTexts(value)} onChange={onChange} />;
    case 'multiline':
    case 'json':
      return (
        <JsonField
          {...common}
          optional={optional}
          plain={field.kind === 'multiline'}
          value={value}
          onChange={onChange}
        />
      );
    case 'group':
      return (
        <Group label={common.label} help={help}>
          <ParameterFields
            fields={field.fields}
            values={(value ?? {}) as FormValues}
            errors={errors}
            onChange={onChange}
            at={`${path}.`}
          />
        </Group>
      );
    case 'groups':
      return (
        <Group label={common.label} help={error ?? help}>
          <Rows field={field} path={path} rows={(value ?? []) as FormValues[]} errors={errors} onChange={onChange} />
        </Group>
      );
    default:
      return (
        <TextField
          {...common}
          optional={optional}
          value={typeof value === 'string' ? value : ''}
          onChange={(text) => onChange(text === '' ? undefined : text)}
        />
      );
  }
}

const asTexts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function Group({ label, help, children }: { label: string; help?: string | undefined; children: React.ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 border-l-2 border-line pl-3">
      <legend className="float-left w-full text-sm font-medium text-ink">{label}</legend>
      {help && <p className="text-xs text-ink-faint">{help}</p>}
      {children}
    </fieldset>
  );
}

interface RowsProps extends Omit<OneProps, 'value'> {
  rows: FormValues[];
}

function Rows({ field, path, rows, errors, onChange }: RowsProps) {
  const t = useMessages(flowsMessages);
  return (
    <>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
        <div key={index} className="flex flex-col gap-2 rounded-md border border-line p-3">
          <ParameterFields
            fields={field.fields}
            values={row}
            errors={errors}
            at={`${path}.${index}.`}
            onChange={(next) => onChange(rows.map((one, at) => (at === index ? next : one)))}
          />
          <Button
            size="small"
            tone="quiet"
            icon={Trash2}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            {t('removeRow')}
          </Button>
        </div>
      ))}
      <Button size="small" icon={Plus} onClick={() => onChange([...rows, openingValues(field.fields)])}>
        {t('addRow')}
      </Button>
    </>
  );
}

interface Common {
  label: string;
  help?: string;
  error: string | null;
}

function CheckField({
  label,
  help,
  error,
  checked,
  onChange,
}: Common & { checked: boolean; onChange: (v: boolean) => void }) {
  return (
    <div className="flex flex-col gap-1">
      <Check label={label} checked={checked} onChange={onChange} />
      {(error ?? help) && <p className={cx('text-xs', error ? 'text-bad' : 'text-ink-faint')}>{error ?? help}</p>}
    </div>
  );
}

function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange: (v: boolean) => void }) {
  return (
    <label className="flex min-h-9 items-center gap-2 text-base max-md:min-h-12">
      <input
        type="checkbox"
        className="size-4 accent-(--accent)"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}

interface ChoicesProps {
  field: FormField;
  common: Common;
  value: string[];
  onChange: (value: string[]) => void;
}

function ChoicesField({ field, common, value, onChange }: ChoicesProps) {
  const { locale } = useLocale();
  return (
    <Group label={common.label} help={common.error ?? common.help}>
      <div className="flex flex-wrap gap-x-4">
        {field.options.map((option) => (
          <Check
            key={option.value}
            label={option.label[locale]}
            checked={value.includes(option.value)}
            onChange={(checked) =>
              onChange(checked ? [...value, option.value] : value.filter((one) => one !== option.value))
            }
          />
        ))}
      </div>
    </Group>
  );
}
