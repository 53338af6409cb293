import type { Recommendation } from '../sira-answers.ts';
import { useSiraWords } from './sira-words.tsx';

/** What moved the prediction, as bars around a middle line; each says its value and its weight in words too. */
export function Contributions({ features }: Pick<Recommendation, 'features'>) {
  const { t, format, feature } = useSiraWords();
  const most = Math.max(...features.map(({ weight }) => Math.abs(weight)), 1e-9);
  if (features.length === 0) return null;
  return (
    <figure className="min-w-0">
      <figcaption className="text-sm text-ink-soft">
        {t('features')} <span className="text-xs text-ink-faint">{t('featuresNote')}</span>
      </figcaption>
      <ul className="mt-1 grid gap-1.5">
        {features.map(({ name, value, weight }) => {
          const width = `${(50 * Math.abs(weight)) / most}%`;
          const sign = weight > 0 ? '+' : weight < 0 ? '−' : '';
          return (
            <li key={name} className="grid grid-cols-[minmax(0,1fr)_minmax(6rem,38%)] items-center gap-3 text-sm">
              <span className="min-w-0 text-ink-soft">
                {feature(name)}{' '}
                <span className="figures text-ink-faint">
                  {value === null ? t('unknown') : format.number(String(value), Number.isInteger(value) ? 0 : 2)}
                </span>
              </span>
              <span className="flex items-center gap-2">
                <span aria-hidden className="relative h-2.5 flex-1 rounded-sm bg-line/40">
                  <span className="absolute inset-y-0 left-1/2 w-px bg-ink-faint" />
                  <span
                    className={`absolute inset-y-0 rounded-sm ${weight > 0 ? 'left-1/2 bg-ochre' : 'right-1/2 bg-accent'}`}
                    style={{ width }}
                  />
                </span>
                <span className="figures w-12 text-right text-xs text-ink-faint">
                  {sign}
                  {format.number(String(Math.abs(weight)), 2)}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
    </figure>
  );
}
