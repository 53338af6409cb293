import { useNavigate } from '@tanstack/react-router';
import { Compass, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { Menu } from '../basics/menu.tsx';
import { useLocale, useMessages } from '../i18n/locale-provider.tsx';
import { usePreferences } from '../theme/preferences-provider.tsx';
import { layoutMessages } from './layout.messages.ts';

function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  return ((parts[0]?.[0] ?? '') + (parts.length > 1 ? (parts.at(-1)?.[0] ?? '') : '')).toUpperCase() || '?';
}

/** Who is logged in, how the pages look and speak, and the way out. */
export function UserMenu(props: {
  /** `profile`: where the person's own page is. */
  user: { name: string; login: string; profile?: string };
  onLogout: () => void;
  /** Shows the guided visit again. */
  onTour?: (() => void) | undefined;
}) {
  const { user, onLogout, onTour } = props;
  const navigate = useNavigate();
  const t = useMessages(layoutMessages);
  const { preferences, change } = usePreferences();
  const { locale } = useLocale();
  const themes = [
    { id: 'system', icon: Monitor, label: t('themeSystem') },
    { id: 'light', icon: Sun, label: t('themeLight') },
    { id: 'dark', icon: Moon, label: t('themeDark') },
  ] as const;
  return (
    <Menu
      header={
        <>
          <p className="font-medium">{user.name}</p>
          <p className="text-sm text-ink-faint">{user.login}</p>
        </>
      }
      trigger={
        <button
          type="button"
          data-tour="account"
          aria-label={t('user', { name: user.name })}
          className="grid size-9 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent hover:outline-2 hover:outline-line-strong max-md:size-10"
        >
          {initials(user.name)}
        </button>
      }
      groups={[
        {
          id: 'theme',
          heading: t('theme'),
          choices: [
            ...themes.map((theme) => ({
              ...theme,
              checked: preferences.theme === theme.id,
              keepOpen: true,
              onSelect: () => change({ theme: theme.id }),
            })),
            {
              id: 'contrast',
              label: t('highContrast'),
              checked: preferences.contrast === 'high',
              keepOpen: true,
              onSelect: () => change({ contrast: preferences.contrast === 'high' ? 'normal' : 'high' }),
            },
          ],
        },
        {
          id: 'language',
          heading: t('language'),
          choices: (['fr', 'en'] as const).map((id) => ({
            id,
            label: t(id === 'fr' ? 'french' : 'english'),
            checked: locale === id,
            keepOpen: true,
            onSelect: () => change({ locale: id }),
          })),
        },
        ...(user.profile
          ? [
              {
                id: 'profile',
                choices: [
                  {
                    id: 'profile',
                    label: t('profile'),
                    icon: UserRound,
                    onSelect: () => void navigate({ to: user.profile ?? '/' }),
                  },
                ],
              },
            ]
          : []),
        ...(onTour
          ? [{ id: 'tour', choices: [{ id: 'tour', label: t('tour'), icon: Compass, onSelect: onTour }] }]
          : []),
        { id: 'session', choices: [{ id: 'logout', label: t('logout'), icon: LogOut, onSelect: onLogout }] },
      ]}
    />
  );
}
