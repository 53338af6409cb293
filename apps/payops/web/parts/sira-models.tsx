import { Button, Card, Checkbox, Facts, Grid, NumberField, notify, useApi, useMay } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type CalibrationRow, MODELS, type ModelFigures, type Models } from '../sira-answers.ts';
import { useSiraWords } from './sira-words.tsx';

/** Models in use with the figures of what they had not seen; and whether what is low in risk may apply itself. */
export function ModelsView({ models, digits }: { models: Models; digits: number }) {
  const { t, format } = useSiraWords();
  return (
    <div className="grid grid-cols-1 gap-4 p-4">
      <p className="figures text-sm text-ink-faint">
        {models.lookedAt ? t('lookedAt', { at: format.instant(models.lookedAt) }) : t('neverLooked')}
      </p>
      <Grid>
        {models.items.map((one) => (
          <ModelCard key={one.model} one={one} />
        ))}
        {Object.entries(models.silent).map(([name, why]) => (
          <Card key={name} title={t(name as 'float')} note={t('silent')} className="md:col-span-3 lg:col-span-6">
            <p className="text-ink-soft">{t(why as 'too_short', { days: models.fewestDays })}</p>
          </Card>
        ))}
      </Grid>
      <SelfApply models={models} digits={digits} />
    </div>
  );
}

function ModelCard({ one }: { one: ModelFigures }) {
  const { t, format, percent } = useSiraWords();
  const b = one.backtest;
  const figure = (value: number, decimals = 3) => format.number(String(value), decimals);
  const rows = [
    b.prAuc !== undefined && b.prAuc !== null && { label: t('prAuc'), value: figure(b.prAuc) },
    b.brier !== undefined &&
      b.brierOfShare !== undefined && {
        label: t('brier'),
        value: t('brierAgainst', { value: figure(b.brier, 4), other: figure(b.brierOfShare, 4) }),
      },
    b.pinball !== undefined &&
      b.pinballOfYesterday !== undefined && {
        label: t('pinball'),
        value: t('pinballAgainst', { value: figure(b.pinball), other: figure(b.pinballOfYesterday) }),
      },
    b.coverage !== undefined && { label: t('coverage'), value: percent(b.coverage) },
    typeof b.coverageRefused === 'number' && { label: t('coverageRefused'), value: percent(b.coverageRefused) },
    { label: t('hash'), value: <code className="text-xs break-all">{one.hash.slice(0, 16)}</code> },
  ].filter((row) => row !== false && row !== undefined && row !== null);
  return (
    <Card
      className="md:col-span-6 lg:col-span-6"
      title={`${t(one.model)} · v${one.version}`}
      note={`${t('learnt', { from: format.instant(one.historyFrom), to: format.instant(one.historyTo) })}${b.rows > 0 ? ` · ${t('backtest', { rows: format.count(b.rows) })}` : ''}`}
    >
      <div className="grid gap-4">
        {one.model === 'threshold' && <p className="text-ink-soft">{t('thresholdNote')}</p>}
        <div className="figures">
          <Facts items={rows as { label: string; value: string }[]} />
        </div>
        {b.calibration.length > 1 && <Calibration rows={b.calibration} />}
      </div>
    </Card>
  );
}

const SIDE = 160;

/** Said against came; the table below says the same to whoever cannot see it. */
function Calibration({ rows }: { rows: CalibrationRow[] }) {
  const { t, format, percent } = useSiraWords();
  const x = (p: number) => 34 + p * (SIDE - 42);
  const y = (p: number) => SIDE - 20 - p * (SIDE - 32);
  const most = Math.max(...rows.map(({ count }) => count));
  return (
    <figure className="grid gap-2">
      <figcaption className="text-sm text-ink-soft">
        {t('calibration')} <span className="text-xs text-ink-faint">{t('calibrationNote')}</span>
      </figcaption>
      <div className="flex flex-wrap items-start gap-4">
        <svg viewBox={`0 0 ${SIDE} ${SIDE}`} className="w-44 shrink-0 text-ink-faint" aria-hidden="true">
          <path d={`M${x(0)} ${y(0)}H${x(1)}M${x(0)} ${y(0)}V${y(1)}`} className="stroke-line" fill="none" />
          <path d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} className="stroke-ink-faint" strokeDasharray="3 3" fill="none" />
          {rows.map(({ predicted, observed, count }) => (
            <circle
              key={predicted}
              cx={x(predicted)}
              cy={y(observed)}
              r={2.5 + 3 * Math.sqrt(count / most)}
              className="fill-accent"
            />
          ))}
          <text x={x(1)} y={SIDE - 6} textAnchor="end" className="fill-current text-[10px]">
            {t('said')}
          </text>
          <text x={x(0) - 4} y={y(1) + 4} textAnchor="end" className="fill-current text-[10px]">
            100 %
          </text>
        </svg>
        <table className="figures text-sm">
          <thead>
            <tr className="text-left text-ink-faint">
              {(['said', 'came', 'cases'] as const).map((name) => (
                <th key={name} scope="col" className="pr-4 font-normal">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ predicted, observed, count }) => (
              <tr key={predicted}>
                <td className="pr-4">{percent(predicted)}</td>
                <td className="pr-4">{percent(observed)}</td>
                <td className="text-right text-ink-faint">{format.count(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

function SelfApply({ models, digits }: { models: Models; digits: number }) {
  const { t, format } = useSiraWords();
  const { settings, reportingCurrency } = models;
  const may = useMay('payops.sira.manage');
  const api = useApi();
  const queries = useQueryClient();
  const [allowed, setAllowed] = useState(settings.selfApply);
  const [budget, setBudget] = useState<string | null>(String(settings.dayBudget / 10 ** digits));
  const save = () =>
    api
      .send('PUT', '/api/dashboard/sira/settings', {
        selfApply: allowed,
        dayBudget: Math.round(Number(budget ?? 0) * 10 ** digits),
      })
      .then(
        () => {
          notify({ title: t('saved'), text: '', tone: 'ok' });
          return queries.invalidateQueries({ queryKey: [MODELS] });
        },
        (cause: unknown) =>
          notify({ title: t('failed'), text: cause instanceof Error ? cause.message : '', tone: 'bad' }),
      );
  return (
    <Card title={t('settings')} note={t('settingsNote')}>
      {may ? (
        <form
          className="grid max-w-xl gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Checkbox label={t('allow')} checked={allowed} onChange={setAllowed} />
          <NumberField label={t('dayBudget')} value={budget} onChange={setBudget} unit={reportingCurrency} />
          <div>
            <Button type="submit" tone="primary">
              {t('save')}
            </Button>
          </div>
        </form>
      ) : (
        <p className="text-ink-soft">{format.count(settings.dayBudget)}</p>
      )}
      {settings.changedBy && (
        <p className="figures pt-2 text-sm text-ink-faint">
          {t('changedBy', { name: settings.changedBy, at: format.instant(settings.changedAt) })}
        </p>
      )}
    </Card>
  );
}
