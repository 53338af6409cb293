import { Badge, IconButton, Select, useApi, useMessages } from '@griot/ui';
import { useQueries } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { Person, Recipient, TemplateSummary } from '../answers.ts';
import { reportsMessages } from '../reports.messages.ts';

/** Who gets it, and by what each copy is narrowed beside what its reader may see at all. */
export function RecipientsField(props: {
  template: TemplateSummary;
  people: readonly Person[];
  value: readonly Recipient[];
  onChange: (recipients: Recipient[]) => void;
}) {
  const t = useMessages(reportsMessages);
  const api = useApi();
  const { template, people, value, onChange } = props;
  const choices = useQueries({
    queries: template.parameters.map(({ dimension }) => ({
      queryKey: ['/api/reports/values', template.application, dimension],
      queryFn: () => api.get<{ items: string[] }>(`/api/reports/values/${template.application}`, { dimension }),
    })),
  });
  const free = people.filter((one) => !value.some(({ userId }) => userId === one.id));
  const narrow = (userId: string, dimension: string, chosen: string | null) =>
    onChange(
      value.map((one) => {
        if (one.userId !== userId) return one;
        const others = one.filters.filter((filter) => filter.dimension !== dimension);
        const added = chosen === null ? [] : [{ dimension, operator: 'eq' as const, value: chosen }];
        return { ...one, filters: [...others, ...added] };
      }),
    );
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-sm font-medium">{t('recipients')}</legend>
      <ul className="flex flex-col gap-2">
        {value.map(({ userId, filters }) => {
          const person = people.find((one) => one.id === userId);
          const name = person?.name ?? t('unknownPerson');
          return (
            <li key={userId} className="rounded-md border border-line p-3">
              <div className="flex items-center gap-2">
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{name}</span>
                  {person?.email && <span className="block truncate text-xs text-ink-faint">{person.email}</span>}
                </span>
                {!person?.email && <Badge tone="bad">{t('noAddress')}</Badge>}
                <IconButton
                  size="small"
                  icon={X}
                  label={t('removeRecipient', { name })}
                  onClick={() => onChange(value.filter((one) => one.userId !== userId))}
                />
              </div>
              {template.parameters.length > 0 && (
                <div className="mt-2 grid gap-2 sm:grid-cols-2">
                  {template.parameters.map(({ dimension, label }, at) => {
                    const filter = filters.find((one) => one.dimension === dimension);
                    return (
                      <Select
                        key={dimension}
                        size="small"
                        label={t('narrowFor', { label, name })}
                        all={t('allOf', { label })}
                        value={filter ? String(filter.value ?? '') : null}
                        options={(choices[at]?.data?.items ?? []).map((one) => ({ value: one, label: one }))}
                        onChange={(chosen) => narrow(userId, dimension, chosen)}
                      />
                    );
                  })}
                </div>
              )}
            </li>
          );
        })}
      </ul>
      <Select
        label={t('addRecipient')}
        value={null}
        all={value.length === 0 ? t('chooseRecipient') : t('addRecipient')}
        options={free.map((one) => ({ value: one.id, label: one.email ? `${one.name} (${one.email})` : one.name }))}
        onChange={(userId) => userId !== null && onChange([...value, { userId, filters: [] }])}
      />
    </fieldset>
  );
}
