import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The newest that the client says it is tested with. */
const VERSION = '4.1.1';
const JARS = resolve(import.meta.dirname, `../node_modules/.cache/kafka-${VERSION}`);

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>griot</groupId><artifactId>kafka-node</artifactId><version>1</version><dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${VERSION}</version></dependency>
<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
</dependencies></project>`;

export interface KafkaBroker {
  /** `127.0.0.1:port` */
  address: string;
  stop(): Promise<void>;
}

/** One KRaft node of the real Kafka on loopback, its jars from Maven Central; or the reason why there is none. */
export async function startKafkaBroker(): Promise<KafkaBroker | { missing: string }> {
  if (spawnSync('java', ['-version']).status !== 0) return { missing: 'there is no Java' };
  if (!existsSync(JARS) && !fetchJars()) return { missing: 'Kafka’s jars could not be had with mvn' };
  const folder = mkdtempSync(join(tmpdir(), 'griot-kafka-'));
  const [port, controller] = [await freePort(), await freePort()];
  const settings = join(folder, 'server.properties');
  writeFileSync(
    settings,
    `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${join(folder, 'log')}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
default.replication.factor=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
`,
  );
  const java = (...args: string[]) => ['-Xmx384m', '-cp', `${JARS}/*`, ...args];
  const format = java('kafka.tools.StorageTool', 'format', '-t', 'Z3Jpb3Qta2Fma2EtdGVzdA', '-c', settings);
  const formatted = spawnSync('java', format, { encoding: 'utf8', timeout: 60_000 });
  if (formatted.status !== 0) return { missing: `the broker could not be prepared: ${formatted.stderr}` };
  const child = spawn('java', java('kafka.Kafka', settings), { stdio: 'ignore' });
  const stop = async () => {
    const ended = once(child, 'exit');
    if (child.exitCode === null && child.kill('SIGKILL')) await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  if (await answers(port, child)) return { address: `127.0.0.1:${port}`, stop };
  await stop();
  return { missing: 'the broker did not start within a minute' };
}

function fetchJars(): boolean {
  const half = `${JARS}.half`;
  mkdirSync(half, { recursive: true });
  writeFileSync(join(half, 'pom.xml'), POM);
  const args = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${half}`];
  if (spawnSync('mvn', args, { cwd: half, timeout: 240_000, stdio: 'ignore' }).status !== 0) return false;
  renameSync(half, JARS);
  return true;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

async function answers(port: number, child: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 240 && child.exitCode === null; tries += 1) {
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise<boolean>((done) => {
      socket.once('connect', () => done(true));
      socket.once('error', () => done(false));
    });
    socket.destroy();
    if (open) return true;
    await new Promise((next) => setTimeout(next, 250));
  }
  return false;
}
