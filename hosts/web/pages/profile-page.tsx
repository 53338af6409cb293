import { Card, Facts, Grid, PageHeader, Tabs, useMessages, useUrlFilters } from '@griot/ui';
import { useSession } from '../shell/services.tsx';
import { accountMessages } from './account/account.messages.ts';
import { PasswordCard } from './account/password-card.tsx';
import { SecondFactorCard } from './account/second-factor-card.tsx';
import { SessionsCard } from './account/sessions-card.tsx';
import { TokensCard } from './account/tokens-card.tsx';

const TABS = ['securite', 'sessions', 'jetons'] as const;
const tabCheck = { onglet: (value: string) => TABS.some((tab) => tab === value) };

/** Who one is here, and what keeps the account one's own. */
export default function ProfilePage() {
  const t = useMessages(accountMessages);
  const state = useSession();
  const tab = useUrlFilters(tabCheck);
  if (state.status !== 'signed_in') return null;
  const { user } = state.session;
  return (
    <>
      <PageHeader title={t('title')} note={<span data-own-words>{user.tenant.name}</span>} />
      <Card title={t('identity')}>
        <Facts
          items={[
            { label: t('name'), value: user.name },
            { label: t('login'), value: user.login },
            { label: t('organisation'), value: user.tenant.name },
            { label: t('roles'), value: user.roles.join(', ') || '–' },
          ]}
        />
      </Card>
      <Tabs
        label={t('title')}
        value={tab.values.onglet ?? 'securite'}
        onChange={(onglet) => tab.set({ onglet: onglet === 'securite' ? null : onglet })}
        items={[
          {
            id: 'securite',
            label: t('security'),
            content: (
              <Grid className="pt-4">
                <PasswordCard />
                <SecondFactorCard />
              </Grid>
            ),
          },
          {
            id: 'sessions',
            label: t('sessions'),
            content: (
              <div className="pt-4">
                <SessionsCard />
              </div>
            ),
          },
          {
            id: 'jetons',
            label: t('tokens'),
            content: (
              <div className="pt-4">
                <TokensCard permissions={user.permissions} />
              </div>
            ),
          },
        ]}
      />
    </>
  );
}
