// Entry of every npm script. Plain JavaScript on purpose: it runs on whatever Node the machine has (18 or newer),
// installs what is missing, then hands over to the Node 24 that package-lock.json pins.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.griot-install');
const pinnedNode = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');

const COMMANDS = {
  start: ['hosts/cli/main.ts', 'start'],
  griot: ['hosts/cli/main.ts'],
  dev: ['tools/dev.ts'],
  test: ['tools/test.ts'],
  'test:kafka': ['tools/test-kafka.ts'],
  'test:clickhouse': ['tools/test-clickhouse.ts'],
  check: ['tools/check.ts'],
  golden: ['golden/main.ts'],
  bench: ['bench/main.ts'],
};

function npm(args) {
  const cli = process.env.npm_execpath;
  const [command, prefix] = cli ? [process.execPath, [cli]] : ['npm', []];
  // The script that npm itself runs may set npm_config_* for workspaces; the installation is always of the whole tree.
  return spawnSync(command, [...prefix, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function pinnedNodeWorks() {
  if (!existsSync(pinnedNode)) return false;
  const result = spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' });
  return result.status === 0 && result.stdout.startsWith('v24.');
}

function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock;
  if (!installed) {
    console.log('Griot: installing what package-lock.json lists (about a minute the first time)…');
    if (!npm(['ci', '--loglevel=error'])) fail('npm ci failed. Mend what it says above and start again.');
  }
  if (!pinnedNodeWorks()) {
    // `npm ci --ignore-scripts` leaves the runtime package without its binary: run its installer alone.
    console.log('Griot: installing Node 24…');
    spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: join(modules, 'node'), stdio: 'inherit' });
    if (!pinnedNodeWorks()) fail('Node 24 could not be installed from the npm package "node".');
  }
  if (!installed) writeFileSync(stamp, lock);
}

function fail(message) {
  console.error(`Griot: ${message}`);
  process.exit(1);
}

const [name, ...rest] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) fail(`unknown command "${name ?? ''}"; one of ${Object.keys(COMMANDS).join(', ')}`);
install();

const child = spawn(pinnedNode, [join(root, command[0]), ...command.slice(1), ...rest], {
  // Commands are given paths as the user typed them, so they keep the user's folder.
  cwd: process.env.INIT_CWD && name === 'griot' ? process.env.INIT_CWD : root,
  stdio: 'inherit',
  env: {
    ...process.env,
    // What was compiled (and stripped of its types) once is read back by every later process, children too.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache', 'griot-compiled'),
    PATH: `${join(modules, '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
