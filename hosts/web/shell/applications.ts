import type { WebApplication } from '@griot/ui';

const found = import.meta.glob<{ default: WebApplication }>('../../../apps/*/web/index.tsx', { eager: true });

/** The applications whose folders are there; removing a folder removes its pages. */
export const applications: WebApplication[] = Object.entries(found)
  .sort(([a], [b]) => a.localeCompare(b))
  .map(([, module]) => module.default);

/** The application that a page's address belongs to. */
export function applicationOf(pathname: string): WebApplication | undefined {
  const first = `/${pathname.split('/')[1] ?? ''}`;
  return applications.find((application) => application.routes.some((route) => route.path.startsWith(first)));
}
