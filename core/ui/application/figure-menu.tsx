import { Ellipsis } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { IconButton } from '../basics/button.tsx';
import { Menu, type MenuGroup } from '../basics/menu.tsx';
import { useLocale, useMessages } from '../i18n/locale-provider.tsx';
import { useChartActions } from './extensions.tsx';
import { figureMenuMessages } from './figure-menu.messages.ts';
import type { ChartSource } from './web-application.ts';

/** What capabilities can do with a figure or a chart: a group of its menu, and the dialog of the one chosen. */
export function useFigureActions(
  title: string,
  source: ChartSource | undefined,
): { groups: MenuGroup[]; dialog: ReactNode } {
  const { locale } = useLocale();
  const actions = useChartActions();
  const [acting, setActing] = useState<string | null>(null);
  const Action = actions.find((action) => action.id === acting)?.Dialog;
  if (!source || actions.length === 0) return { groups: [], dialog: null };
  const choices = actions.map(({ id, label }) => ({ id, label: label[locale], onSelect: () => setActing(id) }));
  return {
    groups: [{ id: 'actions', choices }],
    dialog: Action && (
      <Suspense fallback={null}>
        <Action title={title} source={source} onClose={() => setActing(null)} />
      </Suspense>
    ),
  };
}

/** The menu of a figure that has no other: nothing at all where nothing can be done with it. */
export function FigureMenu(props: { title: string; source: ChartSource | undefined; className?: string }) {
  const t = useMessages(figureMenuMessages);
  const { groups, dialog } = useFigureActions(props.title, props.source);
  if (groups.length === 0) return null;
  return (
    <>
      <Menu
        trigger={
          <IconButton
            size="small"
            icon={Ellipsis}
            label={t('more', { title: props.title })}
            {...(props.className ? { className: props.className } : {})}
          />
        }
        groups={groups}
      />
      {dialog}
    </>
  );
}
