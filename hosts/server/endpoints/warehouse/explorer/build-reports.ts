import type { BuildReport, TenantWarehouse } from '@griot/warehouse';

type NodeRun = BuildReport['nodeResults'][number];
type TestRun = BuildReport['testResults'][number];

/** Builds looked back on for a project's pages. */
const BUILDS = 10;
/** Reports kept of all tenants together. */
const KEPT = 100;

/** The last builds of a project, newest first, and what they say of one node or test. */
export class ProjectRuns {
  readonly reports: readonly BuildReport[];

  constructor(reports: readonly BuildReport[]) {
    this.reports = reports;
  }

  /** Newest first. */
  ofNode(id: string): { report: BuildReport; run: NodeRun }[] {
    return this.reports.flatMap((report) => {
      const run = report.nodeResults.find((one) => one.id === id);
      return run === undefined ? [] : [{ report, run }];
    });
  }

  /** Its last verdict: a build that skipped it says nothing of it. */
  ofTest(id: string): { report: BuildReport; run: TestRun } | null {
    for (const report of this.reports) {
      const run = report.testResults.find((one) => one.id === id && one.status !== 'skipped');
      if (run !== undefined) return { report, run };
    }
    return null;
  }
}

/** Reports of builds that have ended do not change: each is read once, the last used are kept. */
export class BuildReports {
  readonly #kept = new Map<string, Promise<BuildReport>>();

  async last(tenant: TenantWarehouse, project: string): Promise<ProjectRuns> {
    const builds = await tenant.builds({ project, limit: BUILDS });
    const reports = builds.map(({ buildId, state }) =>
      state === 'open' ? tenant.buildReport(buildId) : this.#ended(tenant, buildId),
    );
    return new ProjectRuns(await Promise.all(reports));
  }

  #ended(tenant: TenantWarehouse, buildId: string): Promise<BuildReport> {
    const key = `${tenant.tenantId} ${buildId}`;
    const known = this.#kept.get(key);
    const reading = known ?? tenant.buildReport(buildId);
    if (known) this.#kept.delete(key);
    else reading.catch(() => this.#kept.delete(key));
    this.#kept.set(key, reading);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    return reading;
  }
}
