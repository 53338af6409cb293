import type { Capability, MetricConsumer, Platform } from '@griot/application';
import type { Actor } from '@griot/identity';
import type { InstalledProject } from '../../../installed-projects.ts';
import { metricId } from './metric-nodes.ts';

/** Who reads figures, in the graph behind the metrics and models that it reads. */
export interface ExposureNode {
  id: string;
  project: string;
  application: string;
  kind: { fr: string; en: string };
  title: string;
  description: string;
  tags: string[];
  reads: string[];
  /** A page of this platform, or an address that the project declares; null when neither. */
  href: string | null;
  file: string | null;
}

const DECLARED = {
  dashboard: { fr: 'Tableau de bord', en: 'Dashboard' },
  notebook: { fr: 'Carnet d’analyse', en: 'Notebook' },
  analysis: { fr: 'Analyse', en: 'Analysis' },
  ml: { fr: 'Modèle d’apprentissage', en: 'Machine learning' },
  application: { fr: 'Application', en: 'Application' },
} as const;

/** What the projects declare, and what capabilities say of themselves: as much as this reader may know. */
export async function exposureNodes(
  platform: Platform,
  capabilities: readonly Pick<Capability, 'id' | 'metricConsumers'>[],
  installed: readonly InstalledProject[],
  actor: Actor,
): Promise<ExposureNode[]> {
  const derived = await Promise.all(
    capabilities.map(async ({ id, metricConsumers }) =>
      ((await metricConsumers?.(platform, actor)) ?? []).flatMap((consumer) => asNode(id, consumer, installed)),
    ),
  );
  return [...installed.flatMap(declared), ...derived.flat()];
}

function declared({ application, project }: InstalledProject): ExposureNode[] {
  return project.exposures.map((exposure) => ({
    id: exposure.id,
    project: project.name,
    application,
    kind: DECLARED[exposure.type],
    title: exposure.label,
    description: exposure.description,
    tags: exposure.tags,
    reads: [...exposure.dependsOn, ...exposure.metrics.map((name) => metricId(project, name))],
    href: exposure.url !== null && /^https?:\/\//.test(exposure.url) ? exposure.url : null,
    file: exposure.file,
  }));
}

function asNode(
  capability: string,
  { id, kind, title, application, metrics, href }: MetricConsumer,
  installed: readonly InstalledProject[],
): ExposureNode[] {
  const found = installed.find((one) => one.application === application);
  if (found === undefined) return [];
  const known = metrics.filter((name) => found.manifest.metrics.has(name));
  const reads = known.map((name) => metricId(found.project, name));
  const project = found.project.name;
  return [
    {
      ...{ id: `exposure.${capability}.${id}`, project, application, kind, title },
      ...{ description: '', tags: [], reads, href, file: null },
    },
  ];
}
