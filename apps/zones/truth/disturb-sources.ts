import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { between, months, plus } from './read-rows.ts';

const french = (day: string): string => day.split('-').reverse().join('/');

/** What the generator never writes, added to its files: a client without a zone, decimals, overlaps, days to come. */
export function disturbSources(folder: string, asOf: string): void {
  const add = (file: string, ...rows: string[]): void =>
    appendFileSync(join(folder, file), Buffer.from(rows.map((row) => `${row}\r\n`).join(''), 'latin1'));
  const recent = months(asOf, -3);
  const day = (text: string): string => french(text);
  add(
    'entreprises.csv',
    'ENT-70001;Sans Zone SA;;;active;;;;;01/02/2020',
    'ENT-70002;Jamais Factur\u00E9e SARL;Agro-industrie;Yopougon;active;;;;;01/02/2020',
    'ENT-70003;Zone Inconnue SA;Textile et habillement;Zone de nulle part;active;;;;;01/02/2020',
  );
  add(
    'factures.csv',
    `FX-1;ENT-70001;1 234,56;${day(recent)};${day(plus(recent, 30))};impayee`.replace(' ', ''),
    `FX-2;ENT-70001;999,99;${day(months(asOf, -14))};${day(months(asOf, -13))};payee`,
    `FX-3;ENT-70003;50000;${day(recent)};${day(asOf)};impayee`,
    `FX-4;ENT-70003;70000;${day(plus(asOf, 5))};${day(plus(asOf, 35))};impayee`,
    `FX-5;ENT-70003;80000;${day(recent)};${day(plus(recent, 1))};annulee`,
    `FX-6;ENT-00001;0,01;${day(asOf)};${day(asOf)};impayee`,
  );
  add(
    'paiements.csv',
    `PX-2;FX-1;600,28;${day(plus(recent, 10))};virement`,
    `PX-1;FX-1;634,27;${day(plus(recent, 10))};cheque`,
    `PX-3;FX-2;500,00;${day(plus(asOf, -1))};especes`,
    `PX-4;FX-3;10000;${day(plus(asOf, 3))};virement`,
    `PX-5;FX-5;80000;${day(plus(recent, 2))};virement`,
    `PX-6;FX-2;100,00;${day(months(asOf, -8))};mobile_money`,
  );
  const span = Math.max(1, Math.min(400, between('2019-01-01', asOf)));
  add(
    'attributions.csv',
    `AX-1;ZI-BON-0001;ENT-70001;${day(plus(asOf, -span))};${day(plus(asOf, -10))};active`,
    `AX-2;ZI-BON-0001;ENT-70003;${day(plus(asOf, -100))};;active`,
    `AX-3;ZI-BON-0002;ENT-70003;${day(plus(asOf, -30))};${day(plus(asOf, -20))};terminee`,
    `AX-4;ZI-BON-0002;ENT-70003;${day(plus(asOf, -19))};${day(asOf)};active`,
    `AX-5;ZI-BON-0003;ENT-70003;${day(plus(asOf, 1))};;active`,
    `AX-6;ZI-BON-0004;ENT-70003;${day(plus(asOf, -50))};;annulee`,
  );
}
