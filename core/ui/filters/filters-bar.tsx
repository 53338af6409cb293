import { SlidersHorizontal, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../basics/button.tsx';
import { Dialog } from '../basics/dialog.tsx';
import { Select, type SelectOption } from '../forms/select.tsx';
import { useMessages } from '../i18n/locale-provider.tsx';
import { PageFilters } from '../layout/filters-slot.tsx';
import { filtersMessages } from './filters.messages.ts';
import { PeriodPicker, type PeriodPickerProps } from './period-picker.tsx';

export interface SelectFilter {
  name: string;
  label: string;
  /** « Toutes les zones » */
  all: string;
  options: SelectOption[];
}

export interface FiltersBarProps {
  period?: PeriodPickerProps;
  selects: SelectFilter[];
  values: Record<string, string | undefined>;
  onChange: (patch: Record<string, string | null>) => void;
  active: number;
  onClear: () => void;
}

/** Filters of the page: a line under the top bar, or a sheet behind one button on a phone. */
export function FiltersBar(props: FiltersBarProps) {
  const t = useMessages(filtersMessages);
  const [open, setOpen] = useState(false);
  const fields = (stacked: boolean): ReactNode[] => [
    props.period && (
      <div key="period" className={stacked ? '' : 'w-60 shrink-0'}>
        <PeriodPicker {...props.period} />
      </div>
    ),
    ...props.selects.map((filter) => (
      <div key={filter.name} className={stacked ? '' : 'w-44 min-w-32 shrink'}>
        <Select
          size="small"
          label={filter.label}
          value={props.values[filter.name] ?? null}
          all={filter.all}
          options={filter.options}
          onChange={(value) => props.onChange({ [filter.name]: value })}
        />
      </div>
    )),
  ];
  return (
    <PageFilters>
      <search aria-label={t('filters')} data-tour="filters" className="block">
        <div className="flex items-center gap-2 px-4 pb-2.5 max-md:hidden lg:px-6">
          {fields(false)}
          {props.active > 0 && (
            <Button size="small" tone="quiet" icon={X} onClick={props.onClear}>
              {t('clear')}
            </Button>
          )}
        </div>
        <div className="flex gap-2 px-4 pb-2.5 md:hidden">
          <Button icon={SlidersHorizontal} onClick={() => setOpen(true)} className="flex-1">
            {props.active > 0 ? t('filtersActive', { count: props.active }) : t('filters')}
          </Button>
          {props.active > 0 && (
            <Button tone="quiet" icon={X} onClick={props.onClear}>
              {t('clear')}
            </Button>
          )}
        </div>
        <Dialog
          open={open}
          onOpenChange={setOpen}
          shape="sheet"
          title={t('filters')}
          footer={
            <Button tone="primary" size="large" className="w-full" onClick={() => setOpen(false)}>
              {t('show')}
            </Button>
          }
        >
          <div className="flex flex-col gap-3">{fields(true)}</div>
        </Dialog>
      </search>
    </PageFilters>
  );
}
