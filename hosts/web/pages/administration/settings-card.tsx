import { Badge, Card, useMessages } from '@griot/ui';
import type { Administration } from '../../api/administration.ts';
import { administrationMessages } from './administration.messages.ts';

export function SettingsCard({ settings }: { settings: Administration['settings'] }) {
  const t = useMessages(administrationMessages);
  return (
    <Card title={t('settings')} note={t('settingsNote')}>
      <dl className="grid grid-cols-1 gap-x-6 md:grid-cols-2 xl:grid-cols-3">
        {settings.map(({ name, value, set }) => (
          <div key={name} className="flex flex-wrap items-baseline justify-between gap-x-3 border-b border-line py-1.5">
            <dt className="font-mono text-xs text-ink-soft">{name}</dt>
            <dd className="min-w-0 text-sm break-all">{value ?? <Badge>{t(set ? 'isSet' : 'isDefault')}</Badge>}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
