import { Field, type FigureUnit, NumberField, Select, useFormat, useMessages } from '@griot/ui';
import type { Kind, Operator, Severity } from '../answers.ts';
import { thresholdsMessages } from '../thresholds.messages.ts';
import type { Draft } from './draft.ts';

const KINDS: Kind[] = ['value', 'change_pct', 'unusual', 'no_data', 'freshness'];
const OPERATORS: Operator[] = ['>', '>=', '<', '<=', '=', '!='];

/** What a kind begins with, so that it can be tried at once. */
const STARTS: Record<Kind, Partial<Draft>> = {
  value: { operator: '>', limit: null },
  change_pct: { operator: '<', limit: '-20' },
  unusual: { operator: '!=', limit: '3.5', hysteresis: '0' },
  no_data: { limit: null, windowDays: '1' },
  freshness: { operator: '>', limit: '24', dimension: null },
};

interface Props {
  draft: Draft;
  unit: FigureUnit | null;
  errorOf: (field: string) => string | null;
  change: (patch: Partial<Draft>) => void;
}

/** When it fires, and how sure it must be before it does. */
export function RuleFields({ draft, unit, errorOf, change }: Props) {
  const t = useMessages(thresholdsMessages);
  const { kind } = draft;
  const choice = <V extends string>(
    label: string,
    value: V,
    values: { value: V; label: string }[],
    set: (v: V) => void,
    help?: string,
  ) => (
    <Field label={label} {...(help ? { help } : {})}>
      {({ id }) => (
        <Select id={id} label={label} value={value} options={values} onChange={(next) => next && set(next as V)} />
      )}
    </Field>
  );
  const windowed = kind === 'value' || kind === 'change_pct' || kind === 'no_data';
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
      <div className="md:col-span-2">
        {choice(
          t('kind'),
          kind,
          KINDS.map((value) => ({ value, label: t(`kind_${value}`) })),
          (next) => change({ kind: next, ...STARTS[next] }),
          t(`help_${kind}`),
        )}
      </div>
      {kind === 'unusual'
        ? choice<Operator>(
            t('operator'),
            draft.operator,
            [
              { value: '!=', label: t('unusual_any') },
              { value: '>', label: t('unusual_high') },
              { value: '<', label: t('unusual_low') },
            ],
            (operator) => {
              const size = Math.abs(Number(draft.limit ?? 3.5));
              change({ operator, limit: String(operator === '<' ? -size : size) });
            },
          )
        : kind !== 'no_data' &&
          choice(
            t('operator'),
            draft.operator,
            OPERATORS.map((value) => ({ value, label: t(`op_${value}`) })),
            (operator) => change({ operator }),
          )}
      {kind !== 'no_data' && <LimitField draft={draft} unit={unit} errorOf={errorOf} change={change} />}
      {kind === 'change_pct' &&
        choice(
          t('compare'),
          draft.compare,
          [
            { value: 'previous_period' as const, label: t('previous_period') },
            { value: 'previous_year' as const, label: t('previous_year') },
          ],
          (compare) => change({ compare }),
        )}
      {windowed && (
        <NumberField
          label={t('windowDays')}
          unit={t('days')}
          value={draft.windowDays}
          error={errorOf('windowDays')}
          onChange={(windowDays) => change({ windowDays })}
        />
      )}
      <Sureness draft={draft} unit={unit} change={change} />
      {choice<Severity>(
        t('severity'),
        draft.severity,
        (['critical', 'warning', 'info'] as const).map((value) => ({ value, label: t(value) })),
        (severity) => change({ severity }),
      )}
      {choice(
        t('every'),
        String(draft.everyMinutes),
        ['5', '10'].map((value) => ({ value, label: t(`every_${value}` as 'every_5') })),
        (value) => change({ everyMinutes: value === '5' ? 5 : 10 }),
      )}
    </div>
  );
}

function LimitField({ draft, unit, errorOf, change }: Props) {
  const t = useMessages(thresholdsMessages);
  const { label, decimals } = useUnit(draft.kind, unit);
  return (
    <NumberField
      label={t('limit')}
      value={draft.limit}
      decimals={decimals}
      error={errorOf('limit')}
      {...(label ? { unit: label } : {})}
      onChange={(limit) => change({ limit })}
    />
  );
}

/** The margin of return and the minimal time: what keeps a rule from flapping. */
function Sureness({ draft, unit, change }: Pick<Props, 'draft' | 'unit' | 'change'>) {
  const t = useMessages(thresholdsMessages);
  const { label, decimals } = useUnit(draft.kind, unit);
  return (
    <>
      {draft.kind !== 'no_data' && (
        <NumberField
          label={t('hysteresis')}
          help={t('hysteresisHelp')}
          value={draft.hysteresis}
          decimals={decimals}
          {...(label ? { unit: label } : {})}
          onChange={(hysteresis) => change({ hysteresis })}
        />
      )}
      <NumberField
        label={t('pending')}
        help={t('pendingHelp')}
        unit={t('minutes')}
        value={draft.pendingMinutes}
        onChange={(pendingMinutes) => change({ pendingMinutes })}
      />
    </>
  );
}

/** In what a rule of this kind is measured, and with how many digits. */
function useUnit(kind: Kind, unit: FigureUnit | null): { label: string; decimals: number } {
  const t = useMessages(thresholdsMessages);
  const format = useFormat();
  if (kind === 'freshness') return { label: t('hours'), decimals: 0 };
  if (kind === 'change_pct') return { label: '%', decimals: 1 };
  if (kind === 'unusual' || unit === null) return { label: '', decimals: 1 };
  return { label: format.unit(unit), decimals: unit === 'currency' || unit === 'count' ? 0 : 1 };
}
