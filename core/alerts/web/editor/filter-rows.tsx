import { Button, IconButton, Select, TextField, useMessages } from '@griot/ui';
import { Plus, X } from 'lucide-react';
import type { Catalogue, ThresholdFilter } from '../answers.ts';
import { thresholdsMessages } from '../thresholds.messages.ts';
import { useValues } from './use-values.ts';

interface Props {
  application: string;
  metric: string | null;
  catalogue: Catalogue;
  /** Names that the metric can be filtered by. */
  dimensions: { value: string; label: string }[];
  filters: ThresholdFilter[];
  onChange: (filters: ThresholdFilter[]) => void;
}

/** Which rows of the figure count. */
export function FilterRows(props: Props) {
  const t = useMessages(thresholdsMessages);
  const { filters, dimensions, onChange } = props;
  const replace = (at: number, filter: ThresholdFilter) => onChange(filters.map((one, i) => (i === at ? filter : one)));
  const first = dimensions[0]?.value;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-sm font-medium">{t('filters')}</legend>
      {filters.map((filter, at) => (
        <FilterRow
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity, and are replaced whole
          key={at}
          {...props}
          filter={filter}
          onFilter={(next) => replace(at, next)}
          onRemove={() => onChange(filters.filter((_, i) => i !== at))}
        />
      ))}
      {first !== undefined && (
        <span>
          <Button
            size="small"
            icon={Plus}
            onClick={() => onChange([...filters, { dimension: first, operator: 'in', value: [] }])}
          >
            {t('addFilter')}
          </Button>
        </span>
      )}
    </fieldset>
  );
}

function FilterRow(
  props: Props & { filter: ThresholdFilter; onFilter: (f: ThresholdFilter) => void; onRemove: () => void },
) {
  const t = useMessages(thresholdsMessages);
  const { filter, onFilter, dimensions } = props;
  const options = useValues({ ...props, dimension: filter.dimension });
  const chosen = (Array.isArray(filter.value) ? filter.value : [filter.value]).map(String).filter((one) => one !== '');
  const labelOf = (value: string) => options.find((one) => one.value === value)?.label ?? value;
  const operator = filter.operator === 'contains' ? 'contains' : filter.operator.startsWith('n') ? 'not_in' : 'in';
  return (
    <div className="grid grid-cols-1 gap-2 rounded-md border border-line p-2 md:grid-cols-[1fr_8rem_1.5fr_auto]">
      <Select
        label={t('filters')}
        value={filter.dimension}
        options={dimensions}
        onChange={(dimension) => dimension && onFilter({ dimension, operator: 'in', value: [] })}
      />
      <Select
        label={t('operator')}
        value={operator}
        options={[
          { value: 'in', label: t('is') },
          { value: 'not_in', label: t('isNot') },
          { value: 'contains', label: t('contains') },
        ]}
        onChange={(next) =>
          onFilter({
            dimension: filter.dimension,
            operator: (next ?? 'in') as 'in',
            value: next === 'contains' ? '' : [],
          })
        }
      />
      {operator === 'contains' ? (
        <TextField
          label={t('value')}
          value={chosen[0] ?? ''}
          onChange={(value) => onFilter({ ...filter, value })}
          className="[&_label]:sr-only"
        />
      ) : (
        <div className="flex min-w-0 flex-col gap-1">
          <Select
            label={t('addValue')}
            value={null}
            all={t('addValue')}
            options={options.filter((one) => !chosen.includes(one.value))}
            onChange={(value) => value !== null && onFilter({ ...filter, value: [...chosen, value] })}
          />
          <ul className="flex flex-wrap gap-1">
            {chosen.map((value) => (
              <li key={value}>
                <button
                  type="button"
                  aria-label={`${t('remove')} ${labelOf(value)}`}
                  onClick={() => onFilter({ ...filter, value: chosen.filter((one) => one !== value) })}
                  className="flex h-7 items-center gap-1 rounded-sm bg-accent-soft px-2 text-sm text-accent hover:bg-sunken max-md:h-11"
                >
                  {labelOf(value)}
                  <X aria-hidden className="size-3.5" />
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <IconButton icon={X} label={t('remove')} onClick={props.onRemove} />
    </div>
  );
}
