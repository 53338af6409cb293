import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Capability } from '@griot/application';
import { type TestPlatform, testPlatform } from '@griot/application/testing';
import type { RunView } from '@griot/flows';
import type { SignedIn } from '@griot/identity';
import { manualClock } from '@griot/kernel';
import compta from '../app.ts';
import type { ExportFile } from '../demo/exports/export-types.ts';
import { exportBytes } from '../demo/exports/write-export.ts';
import type { Act } from '../flows/act.ts';

export interface Uploaded {
  batchId: string;
  periodStart: string | null;
  periodEnd: string | null;
  status: string;
  findings: { code: string; file: string; line: number | null; column: string | null; reason: string }[];
}

export interface ComptaPlatform extends TestPlatform {
  newClient(name: string): Promise<string>;
  /** Sends files as a form, and does the check that a worker would do meanwhile. */
  upload(
    clientId: string,
    files: readonly ExportFile[],
    as?: SignedIn,
  ): Promise<{ status: number; data: Uploaded; code?: string }>;
  /** Starts the load of a batch and does it. Answers the status of the request. */
  load(
    batchId: string,
    o?: { confirm?: boolean; act?: Act },
  ): Promise<{ status: number; code: string | undefined; run: RunView | null }>;
}

/** Compta on a real store, warehouse process and HTTP server, its flows run in the test itself. */
export async function comptaPlatform(
  t: Pick<TestContext, 'after'>,
  capabilities: readonly Capability[] = [],
): Promise<ComptaPlatform> {
  const clock = manualClock('2026-02-03T10:00:00Z');
  const bed = await testPlatform(t, { application: compta, clock, capabilities });
  const { services, tenantId, run } = bed;
  /** Runs that the server triggered are joined by their concurrency key. */
  const waiting = async (flow: string): Promise<Record<string, unknown> | null> => {
    const { items } = await services.flows.runs(tenantId, { flow });
    const open = items.find(({ finishedAt }) => finishedAt === null);
    return open ? ((await services.flows.run(tenantId, open.id)).parameters as Record<string, unknown>) : null;
  };

  return {
    ...bed,
    newClient: async (name) => {
      const answer = await bed.inject<{ id: string }>({
        method: 'POST',
        url: '/api/compta/clients',
        payload: { name },
      });
      if (answer.status !== 201) throw new Error(answer.text);
      return answer.json.data.id;
    },
    upload: async (clientId, files, as) => {
      const form = new FormData();
      form.append('clientId', clientId);
      for (const file of files) form.append(file.type, new Blob([await exportBytes(file)]), file.name);
      const request = new Request('http://test/', { method: 'POST', body: form });
      const payload = Buffer.from(await request.arrayBuffer());
      const headers = { 'content-type': request.headers.get('content-type') ?? '' };
      const sent = bed.inject<Uploaded>({
        method: 'POST',
        url: '/api/files/comptable/upload',
        payload,
        headers,
        ...(as && { as }),
      });
      let done = false;
      void sent.finally(() => {
        done = true;
      });
      while (!done) {
        const parameters = await waiting('compta.controle');
        if (parameters) await run('compta.controle', parameters);
        else await wait(20);
      }
      const { status, json } = await sent;
      return { status, data: json.data, code: json.details?.code };
    },
    load: async (batchId, o = {}) => {
      const url = `/api/files/comptable/${o.act && o.act !== 'load' ? o.act : 'trigger-etl'}`;
      const { status, json } = await bed.inject({
        method: 'POST',
        url,
        payload: { batchId, confirm: o.confirm ?? false },
      });
      const parameters = status === 202 ? await waiting('compta.chargement') : null;
      return { status, code: json.details?.code, run: parameters ? await run('compta.chargement', parameters) : null };
    },
  };
}
