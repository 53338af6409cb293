import { Badge, Button, Card, notify, Select, useApi, useMay, useMessages } from '@griot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { useState } from 'react';
import type { Health } from '../answers.ts';
import { payopsMessages } from '../payops.messages.ts';

const RATES = ['1', '5', '20', '60'];

/** The simulated traffic of a demonstration, started, stopped and paced. */
export function SimulatorCard({ simulator }: { simulator: NonNullable<Health['simulator']> }) {
  const t = useMessages(payopsMessages);
  const api = useApi();
  const queries = useQueryClient();
  const may = useMay('payops.simulator.manage');
  const [busy, setBusy] = useState(false);
  const steer = async (change: { running?: boolean; rate?: number }) => {
    setBusy(true);
    try {
      const { running, rate } = simulator;
      await api.send('POST', '/api/dashboard/simulator', { running, rate, ...change });
      await queries.invalidateQueries({ queryKey: ['/api/dashboard/health'] });
    } catch (cause) {
      notify({ title: t('steerFailed'), text: cause instanceof Error ? cause.message : '', tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title={t('simulator')}>
      <div className="flex flex-wrap items-center gap-3">
        <Badge tone={simulator.running ? 'ok' : 'neutral'}>
          {t(simulator.running ? 'simulatorOn' : 'simulatorOff')}
        </Badge>
        {may && (
          <div className="ml-auto flex items-center gap-2">
            <div className="w-28">
              <Select
                label={t('pace')}
                size="small"
                value={String(simulator.rate)}
                options={RATES.map((rate) => ({ value: rate, label: t('paceTimes', { rate }) }))}
                onChange={(rate) => rate && void steer({ rate: Number(rate) })}
              />
            </div>
            <Button
              icon={simulator.running ? Pause : Play}
              busy={busy}
              onClick={() => void steer({ running: !simulator.running })}
            >
              {t(simulator.running ? 'stop' : 'start')}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}
