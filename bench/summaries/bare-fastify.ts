/** The yardstick: Fastify alone giving a constant JSON of the size in the first argument. Prints its address. */
import process from 'node:process';
import Fastify from 'fastify';

const size = Number(process.argv[2] ?? 1000);
const answer = { success: true, data: 'x'.repeat(Math.max(0, size - 28)) };
const app = Fastify({ logger: false });
app.get('/constant', () => answer);
console.log(await app.listen({ port: 0, host: '127.0.0.1' }));
process.on('disconnect', () => process.exit());
