import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { goTo } from './stage.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Pages that an administrator of Zones opens by their address, and the states of them that show something else. */
const ZONES = [
  ...['/dashboard', '/financier', '/occupation', '/occupation/ZI-KOU', '/clients', '/clients?onglet=par_zone'],
  ...['/clients/ENT-00029', '/operationnel', '/financier?lignes=montant_impaye'],
  ...['/alerts', '/alerts/thresholds', '/alerts/thresholds/new', '/alerts/delivery'],
  ...[
    '/dashboards',
    '/dashboards/zones:direction',
    '/dashboards/zones:occupation',
    '/dashboards/new',
    '/dashboards/wall',
  ],
  ...['/reports', '/reports/prepare?modele=zones:mensuel', '/reports/template?copie=zones:mensuel'],
  ...['/drive', '/drive?onglet=corbeille', '/chatbot', '/chatbot/review'],
  ...['/runs', '/runs/flows', '/runs/schedules', '/runs/queue', '/runs/backfills', '/events'],
  ...['/warehouse', '/warehouse/graph', '/warehouse/sql', '/warehouse/generations'],
  ...['/administration', '/utilisateurs', '/audit', '/profil'],
];
/** Applications beside Zones: each in a demonstration tenant of its own, whose administrator is `admin@<application>.demo`. */
export const OTHER_APPLICATIONS = globSync('apps/*/web/index.tsx', { cwd: ROOT })
  .map((file) => file.split('/')[1] ?? '')
  .filter((name) => name !== 'zones')
  .sort();
/** States of their pages that show something else. */
const STATES: Record<string, readonly string[]> = {
  compta: [
    ...['/etats?onglet=bilan', '/etats?onglet=resultat', '/balance-generale?onglet=clients'],
    '/controles?controle=benford',
  ],
};
const pagesOfApplication = (name: string): string[] => [
  ...routesOf([`apps/${name}/web/index.tsx`]).filter((path) => !path.includes('$')),
  ...(STATES[name] ?? []),
];

/** Pages of one thing, found by the links of a list. */
const ONE_OF: Record<string, readonly [list: string, link: RegExp][]> = {
  zones: [
    ['/alerts', /^\/alerts\/[0-9a-f-]{36}$/],
    ['/alerts/thresholds', /^\/alerts\/thresholds\/[0-9a-f-]{36}$/],
    ['/runs', /^\/runs\/[0-9a-f-]{36}$/],
    ['/runs/flows', /^\/runs\/flows\/zones~pipeline/],
    ['/warehouse', /^\/warehouse\/nodes\//],
  ],
};
/** Only there once something went wrong: a rejected event, a backfill that somebody asked for. */
const NOT_IN_A_DEMONSTRATION = ['/events/rejected/$id', '/runs/backfills/$id'];

export async function pagesOf(page: Page, application: string): Promise<string[]> {
  const found: string[] = [];
  for (const [list, link] of ONE_OF[application] ?? []) {
    await goTo(page, list);
    const hrefs = await page.locator('main a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    const first = hrefs.find((href) => link.test(href));
    if (first) found.push(first);
  }
  return [...(application === 'zones' ? ZONES : pagesOfApplication(application)), ...found];
}

/** Addresses of the pages' routers that none of these pages stands for. */
export function pagesNotGoneThrough(): string[] {
  const gone = [...ZONES, ...OTHER_APPLICATIONS.flatMap(pagesOfApplication)].map((path) => path.split('?')[0] ?? '');
  const links = ONE_OF.zones?.map(([, link]) => link.source.replaceAll('\\/', '/')) ?? [];
  const stands = (route: string): boolean => {
    const [before = ''] = route.split('$');
    if (!route.includes('$')) return gone.includes(route);
    const pattern = new RegExp(`^${route.replace(/\$\w+/, '[^/]+')}$`);
    return gone.some((path) => pattern.test(path)) || links.some((link) => link.startsWith(`^${before}`));
  };
  const indexes = globSync('{core,apps}/*/web/index.tsx', { cwd: ROOT }).sort();
  return [...routesOf(['hosts/web/shell/create-app-router.tsx', ...indexes])].filter(
    (route) => !['/', '/login', ...NOT_IN_A_DEMONSTRATION].includes(route) && !stands(route),
  );
}

/** Read as text: Node does not run TSX. */
function routesOf(files: readonly string[]): string[] {
  const texts = files.map((file) => readFileSync(join(ROOT, file), 'utf8'));
  return [
    ...new Set(
      texts.flatMap((text) => [...text.matchAll(/(?:path: |page\(\s*)'(\/[^']*)'/g)].map(([, path = '']) => path)),
    ),
  ];
}
