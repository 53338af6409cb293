import { Popover } from '../basics/popover.tsx';
import { useFormat } from '../formats/use-format.ts';
import { useMessages } from '../i18n/locale-provider.tsx';
import { figuresMessages } from './figures.messages.ts';

/** From which build a figure comes, and whether that build can be trusted. */
export interface PassportData {
  generation: number;
  builtAt: string;
  state: 'sound' | 'warned' | 'stale';
  tests: { passed: number; warned: number; failed: number };
  /** The tests that warned or failed upstream of the figure. */
  troubles?: { test: string; model: string; status: 'warned' | 'failed'; failures: number }[];
  sources: { name: string; loadedAt: string; rows: number; late?: boolean }[];
}

/** Filled when sound, half when a test warned, hollow when stale. */
export function PassportMark({ state }: { state: PassportData['state'] }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 12 12" className="size-2.5">
      <circle
        cx="6"
        cy="6"
        r="4.5"
        fill={state === 'sound' ? 'var(--ok)' : 'none'}
        stroke={state === 'sound' ? 'var(--ok)' : state === 'warned' ? 'var(--warn)' : 'var(--bad)'}
        strokeWidth="1.5"
      />
      {state === 'warned' && <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="var(--warn)" />}
    </svg>
  );
}

export function Passport({ data, definition }: { data: PassportData; definition?: string }) {
  const t = useMessages(figuresMessages);
  const format = useFormat();
  return (
    <Popover
      onHover
      align="end"
      trigger={
        <button
          type="button"
          data-tour="passport"
          aria-label={`${t('passport')} : ${t(data.state)}`}
          className="grid size-7 shrink-0 place-items-center rounded-md hover:bg-sunken max-md:-my-2 max-md:size-10"
        >
          <PassportMark state={data.state} />
        </button>
      }
    >
      <p className="flex items-center gap-2 font-medium">
        <PassportMark state={data.state} />
        {t(data.state)}
      </p>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-sm">
        {definition && (
          <>
            <dt className="text-ink-faint">{t('definition')}</dt>
            <dd>{definition}</dd>
          </>
        )}
        <dt className="text-ink-faint">{t('generation')}</dt>
        <dd className="figures">n°&nbsp;{format.count(data.generation)}</dd>
        <dt className="text-ink-faint">{t('builtAt')}</dt>
        <dd className="figures">{format.instant(data.builtAt)}</dd>
        <dt className="text-ink-faint">{t('tests')}</dt>
        <dd className="figures">
          {t('testsText', { ...data.tests })}
          <ul>
            {data.troubles?.map((trouble) => (
              <li key={trouble.test} className={trouble.status === 'failed' ? 'text-bad' : 'text-warn'}>
                {t(trouble.status === 'failed' ? 'troubleFailed' : 'troubleWarned', {
                  ...{ model: trouble.model, test: trouble.test },
                  ...{ count: trouble.failures, shown: format.count(trouble.failures) },
                })}
              </li>
            ))}
          </ul>
        </dd>
        <dt className="text-ink-faint">{t('sources')}</dt>
        <dd>
          <ul>
            {data.sources.map((source) => (
              <li key={source.name}>
                {source.name}
                <span className="figures text-ink-faint">
                  {' · '}
                  {t('sourceRows', { count: source.rows, shown: format.count(source.rows) })}
                  {', '}
                  {t('loadedAt', { at: format.instant(source.loadedAt) })}
                  {source.late && <strong className="text-bad">{`, ${t('late')}`}</strong>}
                </span>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </Popover>
  );
}

/** The yellow line over a page whose figures are stale. */
export function StaleBanner({ passport }: { passport: PassportData | undefined }) {
  const t = useMessages(figuresMessages);
  const format = useFormat();
  if (passport?.state !== 'stale') return null;
  return (
    <p role="status" className="rounded-md border border-warn bg-warn-soft px-3 py-2 text-sm text-warn">
      {t('staleBanner', { at: format.instant(passport.builtAt) })}
    </p>
  );
}
