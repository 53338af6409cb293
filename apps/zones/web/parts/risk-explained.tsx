import { Card, Passport, type PassportData, useFormat, useMessages } from '@griot/ui';
import type { RiskPart } from '../answers.ts';
import { zonesMessages } from '../zones.messages.ts';
import { RiskBadge } from './client-columns.tsx';

export interface RiskExplainedProps {
  score: string | null;
  parts: RiskPart[];
  passport: PassportData;
  className?: string;
}

/** The score, part by part: what it is worth, how much it counts, and why. */
export function RiskExplained({ score, parts, passport, className }: RiskExplainedProps) {
  const t = useMessages(zonesMessages);
  const format = useFormat();
  const tone = (value: string | null) =>
    Number(value ?? 0) >= 60 ? 'bg-bad' : Number(value ?? 0) >= 30 ? 'bg-warn' : 'bg-ok';
  return (
    <Card
      title={t('riskExplained')}
      note={t('riskNote')}
      className={className}
      actions={
        <>
          <RiskBadge score={score} word />
          <Passport data={passport} />
        </>
      }
    >
      {parts.length === 0 ? (
        <p className="text-ink-soft">{t('noRisk')}</p>
      ) : (
        <ul className="flex flex-1 flex-col justify-around gap-4 pt-1">
          {parts.map((part) => {
            const percentWeight = part.weight === null ? null : String(Number(part.weight) * 100);
            return (
              <li key={part.part}>
                <p className="flex items-baseline gap-2">
                  <span className="font-medium">{part.label}</span>
                  <span className="text-xs text-ink-faint">
                    {t('weight', { weight: format.number(percentWeight) })}&#8239;%
                  </span>
                  <span className="figures ml-auto text-sm text-ink-soft">
                    {t('riskPoints', { points: format.number(part.points, 1), max: format.number(percentWeight) })}
                  </span>
                </p>
                <div
                  className="mt-1 h-2 rounded-full bg-sunken"
                  role="img"
                  aria-label={`${part.label} : ${format.number(part.value)} / 100`}
                >
                  <div
                    className={`h-full rounded-full ${tone(part.value)}`}
                    style={{ width: `${Math.min(100, Number(part.value ?? 0))}%` }}
                  />
                </div>
                <p className="mt-1 text-sm text-ink-soft">{part.explanation}</p>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
