import { ListFilter } from 'lucide-react';
import { Button, IconButton } from '../basics/button.tsx';
import { cx } from '../basics/class-names.ts';
import { Popover } from '../basics/popover.tsx';
import { DayField } from '../forms/day-field.tsx';
import { NumberField } from '../forms/number-field.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useMessages } from '../i18n/locale-provider.tsx';
import { type Column, type ColumnFilterValue, isEmptyFilter } from './column.ts';
import { tableMessages } from './table.messages.ts';

export interface ColumnFilterProps<Row> {
  column: Column<Row>;
  value: ColumnFilterValue | undefined;
  /** Asked when the list of choices opens. */
  choices: () => string[];
  onChange: (value: ColumnFilterValue | undefined) => void;
}

/** Until it is set, the button takes no room: it shows over the heading's edge when one comes near. */
const PEEKING =
  'absolute inset-y-0 my-auto bg-surface opacity-0 group-hover/th:opacity-100 focus-visible:opacity-100 data-popup-open:opacity-100';

/** The filter of one column: words, a choice, or a range, as the column's kind asks. */
export function ColumnFilter<Row>({ column, value, choices, onChange }: ColumnFilterProps<Row>) {
  const t = useMessages(tableMessages);
  const active = value !== undefined && !isEmptyFilter(value);
  return (
    <Popover
      align="end"
      title={column.heading}
      trigger={
        <IconButton
          icon={ListFilter}
          size="small"
          label={t(active ? 'filterActive' : 'filterColumn', { column: column.heading })}
          pressed={active || undefined}
          className={cx(!active && PEEKING, !active && (column.kind === 'figure' ? 'left-0' : 'right-0'))}
        />
      }
    >
      <div className="flex w-56 flex-col gap-3">
        <Body column={column} value={value} choices={choices} onChange={onChange} />
        {active && (
          <Button size="small" tone="quiet" onClick={() => onChange(undefined)}>
            {t('clearFilter')}
          </Button>
        )}
      </div>
    </Popover>
  );
}

function Body<Row>({ column, value, choices, onChange }: ColumnFilterProps<Row>) {
  const t = useMessages(tableMessages);
  if (column.kind === 'text' && !column.options) {
    return (
      <TextField
        label={t('contains')}
        value={value?.kind === 'text' ? value.text : ''}
        onChange={(text) => onChange({ kind: 'text', text })}
      />
    );
  }
  if (column.kind === 'text') {
    const chosen = value?.kind === 'options' ? value.chosen : [];
    return (
      <fieldset className="flex max-h-64 flex-col overflow-y-auto">
        <legend className="sr-only">{column.heading}</legend>
        {choices().map((text) => (
          <label key={text} className="flex min-h-8 items-center gap-2 text-base max-md:min-h-11">
            <input
              type="checkbox"
              className="size-4 accent-(--accent)"
              checked={chosen.includes(text)}
              onChange={(event) =>
                onChange({
                  kind: 'options',
                  chosen: event.target.checked ? [...chosen, text] : chosen.filter((other) => other !== text),
                })
              }
            />
            <span className="min-w-0 truncate">{text || t('empty')}</span>
          </label>
        ))}
      </fieldset>
    );
  }
  const range = value?.kind === 'range' ? value : { kind: 'range' as const, from: null, to: null };
  const Bound = column.kind === 'day' ? DayField : NumberField;
  return (
    <>
      <Bound label={t('from')} value={range.from} onChange={(from) => onChange({ ...range, from })} />
      <Bound label={t('to')} value={range.to} onChange={(to) => onChange({ ...range, to })} />
    </>
  );
}
