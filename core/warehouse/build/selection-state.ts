import type { EngineConnection } from '../client/engine-connection.ts';
import type { Fingerprint, Project, ResultStatus, SelectionInput, SelectionState } from '../project/manifest.ts';
import { versionOfSource } from './source-version.ts';

const BY_STATE = /\b(state|result|source_status):/;

/** Build words for statuses, in the words of selections. */
const STATUS: Record<string, ResultStatus> = {
  built: 'success',
  reused: 'reused',
  error: 'error',
  skipped: 'skipped',
  pass: 'pass',
  warn: 'warn',
  fail: 'fail',
};

/** What `state:`, `result:` and `source_status:` compare with; asked for only when a selection names one of them. */
export async function selectionState(
  connection: EngineConnection,
  tenantId: string,
  project: Project,
  o: Pick<SelectionInput, 'select' | 'exclude'>,
): Promise<SelectionState | undefined> {
  if (![...(o.select ?? []), ...(o.exclude ?? [])].some((term) => BY_STATE.test(term))) return undefined;
  const { previous, results, sources } = await connection.call('project.state', { tenantId, project: project.name });
  const versions = await connection.call('source.list', { tenantId });
  const known = new Map(sources.map((source) => [source.name, source.loadId]));
  return {
    previous: previous === null ? {} : (JSON.parse(previous) as Record<string, Fingerprint>),
    results: Object.fromEntries(Object.entries(results).flatMap(([id, s]) => (STATUS[s] ? [[id, STATUS[s]]] : []))),
    fresherSources: project.sources
      .filter((source) => {
        const version = versionOfSource(versions, source);
        return version !== null && known.get(version.name) !== version.loadId;
      })
      .map((source) => source.id),
  };
}
