/** SIGKILL of the warehouse process at every statement of a build, when it is sent and when it is answered: `npm run bench -- build-kills`. */
import { killAtStatements } from '@griot/warehouse/testing';

const ends: (() => Promise<void>)[] = [];
const started = performance.now();
try {
  const moments = ['sent', 'answered'] as const;
  const { statements, kills, published } = await killAtStatements(
    { after: (work) => void ends.push(work) },
    { step: 1, moments, say: console.log },
  );
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${statements} statements a build, ${kills} kills in ${seconds} s: ${published} times it had published,`);
  console.log(`${kills - published} times readers had what they had before; every next build was right`);
} finally {
  for (const end of ends.reverse()) await end();
}
