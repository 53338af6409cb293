import type { Services, Text } from '@griot/application';
import { defineFlow, type FlowDefinition, type TaskContext, type TaskDefinition } from '@griot/flows';
import { DomainError, isDomainError } from '@griot/kernel';
import { type BuildEvent, loadProject, type NodeStatus, type RunResult, type TestStatus } from '@griot/warehouse';
import { z } from 'zod';
import { asOfDay, tenantOf } from './tenant-day.ts';

export const PROJECT_DIR = new URL('../warehouse', import.meta.url).pathname;

export const pipelineParameters = z.object({
  /** Another as-of date than the day of the newest load. */
  asOf: z.iso
    .date()
    .optional()
    .meta({
      label: { fr: 'Jour de référence', en: 'As-of day' },
      help: { fr: 'Vide : le jour du dernier chargement.', en: 'Empty: the day of the newest load.' },
    }),
  /** Builds even when nothing has changed. */
  force: z
    .boolean()
    .default(false)
    .meta({
      label: { fr: 'Recalculer même si rien n’a changé', en: 'Build even when nothing has changed' },
    }),
});
type PipelineParameters = z.output<typeof pipelineParameters>;
type Context = TaskContext<PipelineParameters>;

interface Connected {
  asOf: string | null;
  sources: { name: string; loadId: string }[];
}
interface Compiled {
  /** False: nothing was ever loaded, or all is as published. */
  build: boolean;
}

/** The layers of the project, each built after those before it. A step selects them all: what is done is not done again. */
const LAYERS = ['staging', 'dimensions', 'facts', 'marts'] as const;
const LABELS = {
  staging: { fr: 'Préparation', en: 'Staging' },
  dimensions: { fr: 'Dimensions', en: 'Dimensions' },
  facts: { fr: 'Faits', en: 'Facts' },
  marts: { fr: 'Synthèses', en: 'Marts' },
};

/** The Zones pipeline in its seven tasks. */
export function pipelineFlow(services: Services): FlowDefinition {
  const layers = LAYERS.map(
    (layer, index): TaskDefinition<PipelineParameters> => ({
      name: layer,
      label: LABELS[layer],
      dependsOn: [index === 0 ? 'compilation' : (LAYERS[index - 1] ?? '')],
      timeoutMs: 1_800_000,
      run: (ctx) => buildLayer(services, ctx, LAYERS.slice(0, index + 1)),
    }),
  );
  return defineFlow({
    name: 'zones.pipeline',
    label: { fr: 'Calcul des indicateurs', en: 'Pipeline' },
    description: {
      fr: 'Construit l’entrepôt des zones et le publie quand tous ses contrôles sont bons.',
      en: 'Builds the warehouse of the zones and publishes it when all its tests hold.',
    },
    parameters: pipelineParameters,
    schedule: { cron: '*/10 * * * *' },
    // One after the other, the oldest first: what readers see in the end is the last day of the range.
    backfill: { day: 'asOf', maxParallel: 1 },
    concurrencyKey: () => 'pipeline',
    // A load that ends while a build runs must be built after it: that build does not see it.
    whenBusy: 'queue',
    tasks: [
      { name: 'connexion', label: { fr: 'Connexion', en: 'Connection' }, run: (ctx) => connect(services, ctx) },
      {
        name: 'compilation',
        label: { fr: 'Compilation du projet', en: 'Compilation' },
        dependsOn: ['connexion'],
        retryable: (error) => !isDomainError(error) || error.code !== 'warehouse.project_invalid',
        run: (ctx) => compile(services, ctx),
      },
      ...layers,
      {
        name: 'controles',
        label: { fr: 'Contrôles et publication', en: 'Tests and publication' },
        dependsOn: ['marts'],
        timeoutMs: 1_800_000,
        retryable: (error) => !isDomainError(error) || error.code !== 'warehouse.tests_failed',
        run: (ctx) => testAndPublish(services, ctx),
      },
    ],
  });
}

async function connect(services: Services, ctx: Context): Promise<Connected> {
  const warehouse = await services.warehouse.health();
  if (!warehouse.ok) throw new DomainError({ code: 'warehouse.unavailable', kind: 'unavailable' });
  ctx.log(
    'info',
    { fr: 'Entrepôt joignable', en: 'The warehouse answers' },
    {
      latencyMs: Math.round(warehouse.latencyMs),
    },
  );
  const sources = (await services.warehouse.tenant(ctx.tenantId).sources()).filter((one) =>
    one.name.startsWith('zones.'),
  );
  const { timeZone } = await tenantOf(services, ctx.tenantId);
  const asOf = ctx.parameters.asOf ?? asOfDay(sources, timeZone);
  for (const { name, rows, loadedAt } of sources)
    ctx.log('info', { fr: `${name} : ${rows} lignes`, en: `${name}: ${rows} rows` }, { loadedAt });
  ctx.log(
    'info',
    asOf === null
      ? { fr: 'Aucun fichier source chargé', en: 'No source file is loaded' }
      : { fr: `Situation au ${asOf.split('-').reverse().join('/')}`, en: `As of ${asOf}` },
  );
  ctx.rows({ in: sources.reduce((sum, source) => sum + source.rows, 0) });
  return { asOf, sources: sources.map(({ name, loadId }) => ({ name, loadId })) };
}

async function compile(services: Services, ctx: Context): Promise<Compiled> {
  const { asOf, sources } = ctx.outputs.connexion as Connected;
  const project = await loadProject(PROJECT_DIR, { vars: { as_of: asOf } });
  const [models, tests] = [project.nodes.size, project.tests.length];
  const size = { fr: `${models} modèles, ${tests} contrôles`, en: `${models} models, ${tests} tests` };
  ctx.log('info', size, { digest: project.digest.slice(0, 12) });
  for (const warning of project.warnings) ctx.log('warn', warning.message, { file: warning.file, line: warning.line });
  if (asOf === null) return { build: false };
  const current = await services.warehouse.tenant(ctx.tenantId).current();
  const published = new Map(current?.sources.map((source) => [source.name, source.loadId]));
  const same =
    current?.projectHash === project.digest && sources.every(({ name, loadId }) => published.get(name) === loadId);
  if (same && !ctx.parameters.force) {
    const nothing = {
      fr: 'Rien de nouveau depuis la dernière publication',
      en: 'Nothing new since the last publication',
    };
    ctx.log('info', nothing, { generation: current?.id });
    return { build: false };
  }
  await openBuild(services, ctx);
  return { build: true };
}

/** The run's own build: opened once, found again by every step and after a crash. */
function openBuild(services: Services, ctx: Context): Promise<string> {
  const { asOf } = ctx.outputs.connexion as Connected;
  return services.warehouse
    .tenant(ctx.tenantId)
    .openBuild({ projectDir: PROJECT_DIR, vars: { as_of: asOf }, key: ctx.runId });
}

async function buildLayer(services: Services, ctx: Context, layers: readonly string[]): Promise<unknown> {
  if (!(ctx.outputs.compilation as Compiled).build) return skipped(ctx);
  const buildId = await openBuild(services, ctx);
  const options = { select: layers.map((layer) => `tag:${layer}`), onEvent: follow(ctx), signal: ctx.signal };
  const result = await services.warehouse.tenant(ctx.tenantId).runBuild(buildId, options);
  const failed = result.nodes.find((node) => node.status === 'error');
  if (failed) {
    throw new DomainError({
      code: failed.error?.code ?? 'warehouse.build_failed',
      kind: 'conflict',
      details: { model: failed.name, file: failed.error?.file, line: failed.error?.line },
      message: `${failed.name}: ${failed.error?.message ?? 'failed'}`,
    });
  }
  const own = result.nodes.filter((node) => node.status === 'built');
  ctx.rows({ out: own.reduce((sum, node) => sum + (node.rows ?? 0), 0) });
  return summary(result);
}

async function testAndPublish(services: Services, ctx: Context): Promise<unknown> {
  if (!(ctx.outputs.compilation as Compiled).build) return skipped(ctx);
  const tenant = services.warehouse.tenant(ctx.tenantId);
  const buildId = await openBuild(services, ctx);
  try {
    const result = await tenant.testBuild(buildId, { onEvent: follow(ctx), signal: ctx.signal });
    const generation = await tenant.publishBuild(buildId);
    const published = { fr: `Publié : génération ${generation.id}`, en: `Published: generation ${generation.id}` };
    ctx.log('info', published, { tests: generation.tests });
    services.metrics.published(ctx.tenantId);
    await services.live.publish(ctx.tenantId, 'warehouse.published', {
      generation: generation.id,
      application: 'zones',
    });
    return { generation: generation.id, ...summary(result) };
  } catch (error) {
    if (isDomainError(error) && error.code === 'warehouse.tests_failed')
      await tenant.abandonBuild(buildId, 'tests failed');
    throw error;
  }
}

function skipped(ctx: Context): { skipped: true } {
  ctx.progress(100, { fr: 'rien de nouveau', en: 'nothing new' });
  return { skipped: true };
}

const summary = (result: RunResult) => ({
  built: result.nodes.filter((node) => node.status === 'built').map(({ name, rows, ms }) => ({ name, rows, ms })),
  reused: result.nodes.filter((node) => node.status === 'reused').length,
  tests: {
    passed: result.tests.filter((test) => test.status === 'pass').length,
    warned: result.tests.filter((test) => test.status === 'warn').length,
    failed: result.tests.filter((test) => test.status === 'fail' || test.status === 'error').length,
  },
});

/** How a model or a test ended, in words. */
const ENDS: Record<NodeStatus | TestStatus, Text> = {
  built: { fr: 'calculé', en: 'built' },
  reused: { fr: 'inchangé', en: 'unchanged' },
  pass: { fr: 'bon', en: 'passed' },
  warn: { fr: 'à surveiller', en: 'warned' },
  fail: { fr: 'non tenu', en: 'failed' },
  error: { fr: 'en erreur', en: 'in error' },
  skipped: { fr: 'passé', en: 'skipped' },
};
const ended = (name: string, status: keyof typeof ENDS): Text => ({
  fr: `${name} : ${ENDS[status].fr}`,
  en: `${name}: ${ENDS[status].en}`,
});

/** The build's own events as the run's log and progress. */
function follow(ctx: Context): (event: BuildEvent) => void {
  return (event) => {
    if (event.type === 'node_finished') {
      const level = event.status === 'error' ? 'error' : 'info';
      ctx.log(level, ended(event.name, event.status), {
        rows: event.rows,
        ms: Math.round(event.ms),
        error: event.error?.message,
      });
      ctx.progress((event.done / Math.max(1, event.total)) * 100, event.name);
    } else if (event.type === 'test_finished') {
      ctx.progress((event.done / Math.max(1, event.total)) * 100, event.name);
      if (event.status === 'pass') return;
      ctx.log(event.status === 'warn' ? 'warn' : 'error', ended(event.name, event.status), {
        failures: event.failures,
        error: event.error?.message,
      });
    } else if (event.type === 'log') ctx.log('info', event.message);
  };
}
