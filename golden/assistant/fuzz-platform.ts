import { type FuzzReader, fuzzLive } from '@griot/assistant/testing';
import { allCases } from './cases.ts';
import { type Asker, type Demonstration, startDemonstration } from './demonstration.ts';
import { changes, platformState } from './platform-state.ts';

const APPLICATIONS = ['zones', 'compta'] as const;
const COMPTA = ['CA par mois', 'charges par classe de compte', 'résultat par client', 'CA en 2025 par rapport à 2024'];

/**
 * A share of the fuzz on the running platform, as the administrators of two tenants: no error, no value of the other tenant in
 * an answer, and afterwards every table and published model is what it was. Prints what fails; true when nothing does.
 */
export async function fuzzPlatform(count: number, say: (text: string) => void, data?: string): Promise<boolean> {
  const demonstration = await startDemonstration('zones', say, data);
  try {
    const tenants: (Asker & { application: (typeof APPLICATIONS)[number]; values: string[] })[] = [];
    for (const application of APPLICATIONS) {
      const one = await demonstration.as(application);
      tenants.push({ ...one, application, values: await valuesOf(demonstration, one.tenantId, application) });
    }
    const zones = (await allCases()).flatMap((one) => one.questions);
    const questions = { zones, compta: COMPTA };
    const readers = tenants.map(({ application, values, raw, ask }): FuzzReader => {
      const own = new Set(values.map((one) => one.toLowerCase()));
      const others = tenants.filter((one) => one.application !== application).flatMap((one) => one.values);
      return {
        name: application,
        questions: questions[application],
        canaries: others.filter((one) => one.length >= 8 && !own.has(one.toLowerCase())),
        ask: async (question, conversation) => {
          const { status, text } = await raw(question, conversation);
          const found = status === 200 ? (JSON.parse(text) as { data: { conversationId: string } }) : null;
          return { status, text, conversation: found?.data.conversationId ?? null };
        },
        begin: async () => (await ask('CA par mois')).conversationId,
      };
    });
    const ids = tenants.map(({ tenantId }) => tenantId);
    const before = await platformState(demonstration.server, ids);
    const began = performance.now();
    const report = await fuzzLive(readers, count);
    const seconds = (performance.now() - began) / 1000;
    const changed = changes(before, await platformState(demonstration.server, ids));
    console.log(
      `${report.asked} inputs over HTTP in ${seconds.toFixed(0)} s, two tenants, ${readers.map((one) => one.canaries.length).join(' and ')} canaries: ${report.answered} answered, ${report.refused} refused`,
    );
    console.log(`${before.size} tables and models compared before and after: ${changed.length} changed`);
    for (const one of [...report.failures.slice(0, 20), ...changed.map((name) => `changed: ${name}`)]) console.log(one);
    return report.failures.length === 0 && changed.length === 0;
  } finally {
    await demonstration.stop();
  }
}

/** What the data of a tenant holds by name: the canaries of everybody else. */
async function valuesOf(demonstration: Demonstration, tenantId: string, application: string): Promise<string[]> {
  const { metrics } = demonstration.server.composition.services;
  const { dimensions, metrics: declared } = await metrics.catalogue(application, 'fr');
  const found = new Set<string>();
  for (const { name, kind } of dimensions) {
    const anchor = declared.find((one) => one.dimensions.includes(name));
    if (kind !== 'categorical' || !anchor) continue;
    const values = await metrics.dimensionValues(
      { tenantId, application },
      { dimension: name, metric: anchor.name, limit: 2000 },
    );
    for (const value of values) found.add(String(value));
  }
  return [...found];
}
