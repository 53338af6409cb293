import {
  Badge,
  Button,
  Card,
  type Column,
  DataTable,
  ErrorState,
  PageHeader,
  Skeleton,
  Tabs,
  useApiQuery,
  useMessages,
  useUrlFilters,
} from '@griot/ui';
import { useMemo, useState } from 'react';
import { MemberDialog } from './people/member-dialog.tsx';
import { peopleMessages } from './people/people.messages.ts';
import type { Member, Permission, Role } from './people/people.ts';
import { RolesCard } from './people/roles-card.tsx';
import { writeScopes } from './people/scopes-text.ts';

const tabCheck = { onglet: (value: string) => value === 'roles' };
const PAGE = { limit: 200 };

/** Who may come in, and what each may do and see. */
export default function UsersPage() {
  const t = useMessages(peopleMessages);
  const tab = useUrlFilters(tabCheck);
  const members = useApiQuery<{ items: Member[] }>('/api/users', PAGE);
  const roles = useApiQuery<Role[]>('/api/roles');
  const permissions = useApiQuery<Permission[]>('/api/permissions');
  const [open, setOpen] = useState<Member | 'new' | null>(null);
  const columns = useMemo<Column<Member>[]>(
    () => [
      {
        id: 'name',
        heading: t('name'),
        kind: 'text',
        value: (row) => row.name,
        render: (row) => (
          <button
            type="button"
            className="font-medium text-accent underline-offset-2 hover:underline"
            onClick={() => setOpen(row)}
          >
            {row.name}
          </button>
        ),
      },
      { id: 'login', heading: t('login'), kind: 'text', value: (row) => row.login, onPhone: true },
      { id: 'email', heading: t('email'), kind: 'text', value: (row) => row.email, hidden: true },
      {
        id: 'roles',
        heading: t('roles'),
        kind: 'text',
        options: true,
        value: (row) => row.roles.join(', '),
        onPhone: true,
      },
      {
        id: 'scopes',
        heading: t('scopes'),
        kind: 'text',
        value: (row) => writeScopes(row.scopes).replaceAll('\n', ', ') || t('wholeTenant'),
      },
      {
        id: 'active',
        heading: t('status'),
        kind: 'text',
        options: true,
        value: (row) => t(row.active ? 'active' : 'suspended'),
        render: (row) => <Badge tone={row.active ? 'ok' : 'neutral'}>{t(row.active ? 'active' : 'suspended')}</Badge>,
      },
    ],
    [t],
  );
  if (members.isError) return <ErrorState error={members.error} onRetry={() => void members.refetch()} />;
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <Button tone="primary" onClick={() => setOpen('new')}>
            {t('add')}
          </Button>
        }
      />
      <Tabs
        label={t('title')}
        value={tab.values.onglet ?? 'users'}
        onChange={(onglet) => tab.set({ onglet: onglet === 'roles' ? 'roles' : null })}
        items={[
          {
            id: 'users',
            label: t('users'),
            content: (
              <Card padded={false} className="mt-4">
                {members.data ? (
                  <DataTable
                    title={t('users')}
                    columns={columns}
                    rows={members.data.items}
                    rowKey={(row) => row.userId}
                    empty={t('noUsers')}
                  />
                ) : (
                  <Skeleton className="m-4 h-48" />
                )}
              </Card>
            ),
          },
          {
            id: 'roles',
            label: t('roles'),
            content: (
              <div className="pt-4">
                <RolesCard
                  roles={roles.data ?? []}
                  permissions={permissions.data ?? []}
                  onChanged={() => void roles.refetch()}
                />
              </div>
            ),
          },
        ]}
      />
      {open && (
        <MemberDialog
          member={open === 'new' ? null : open}
          roles={roles.data ?? []}
          onSaved={() => void members.refetch()}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
