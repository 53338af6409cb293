import { setTimeout as wait } from 'node:timers/promises';
import { type Platform, signIn } from './platform.ts';

const POLL_MS = 500;

/**
 * Imports one more invoice, which rebuilds and publishes; when readers have the new figures, the next. Each changes the
 * revenue, so that an answer mixed of two generations cannot look right.
 */
export async function rebuildUntil(platform: Platform, until: number): Promise<{ published: number }> {
  const { address } = platform;
  const token = await signIn(address, platform.login, platform.password);
  const authorization = `Bearer ${token}`;
  const generation = async (): Promise<number> => {
    const answer = await fetch(`${address}/api/financier/summary`, { headers: { authorization } });
    const { data } = (await answer.json()) as { data: { passport: { generation: number } } };
    return data.passport.generation;
  };
  const month = new Date();
  month.setUTCMonth(month.getUTCMonth() - 2, 15);
  const day = month.toISOString().slice(0, 10).split('-').reverse().join('/');
  let published = 0;
  while (Date.now() < until) {
    const before = await generation();
    const head = 'id_facture;id_entreprise;montant_facture;date_emission;date_echeance;statut_paiement';
    const row = `FA-BANC-${published};ENT-00029;${1_000_003 + published};${day};${day};impayee`;
    const form = new FormData();
    form.set('factures', new Blob([`${head}\n${row}\n`], { type: 'text/csv' }), 'factures.csv');
    const sent = await fetch(`${address}/api/zones/imports?mode=upsert`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    });
    if (sent.status !== 202) throw new Error(`import: ${sent.status} ${await sent.text()}`);
    while (Date.now() < until && (await generation()) === before) await wait(POLL_MS);
    if ((await generation()) !== before) published += 1;
  }
  return { published };
}
