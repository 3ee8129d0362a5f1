/**
 * Builds or tests the web UI for Maven, and does nothing when nothing has changed:
 *
 *   node scripts/build.mjs build
 *   node scripts/build.mjs test [skip flags; the word "true" among them skips]
 *
 * Stamps of what was last installed, built and tested are content hashes. Those of the build live
 * under target/, so that `mvn clean` forgets them.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SHARED_RUNS = join(ROOT, '../coda-testkit/src/main/resources/dev/coda/testkit/runs');
/** Tests read there which codes have to be explained. */
const ERRORS = join(ROOT, '../docs/errors.md');
const NOT_INPUT = new Set(['node_modules', 'target', 'pom.xml']);
/** What Vite asks for. */
const OLDEST_NODE = [20, 19];

const [task, ...flags] = process.argv.slice(2);
const started = Date.now();

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  fail(
    `The web UI is built with Node.js ${OLDEST_NODE.join('.')} or newer: install it (this is ${process.version}).`,
  );
}
if (task === 'build') build();
else if (task === 'test') test();
else fail('Say "build" or "test".');

function build() {
  const stamp = join(ROOT, 'target/stamps/build');
  const inputs = hash(files(ROOT));
  if (isStamped(stamp, inputs) && existsSync(join(ROOT, 'target/classes/static/index.html'))) {
    return say('unchanged since the last build');
  }
  install();
  npm('run', 'check');
  npm('run', 'build');
  npm('run', 'first-load');
  write(stamp, inputs);
  say(`built in ${seconds()}`);
}

function test() {
  if (flags.includes('true')) return say('tests are skipped');
  const stamp = join(ROOT, 'target/stamps/test');
  const inputs = hash([...files(ROOT), ...files(SHARED_RUNS), ERRORS]);
  if (isStamped(stamp, inputs)) return say('tests are green and unchanged');
  install();
  npm('test');
  write(stamp, inputs);
  say(`tests are green after ${seconds()}`);
}

/** Installs what the lock file names, and runs no script that comes with it. */
function install() {
  const stamp = join(ROOT, 'node_modules/.installed');
  const inputs = hash(['package.json', 'package-lock.json', '.npmrc'].map((f) => join(ROOT, f)));
  if (isStamped(stamp, inputs)) return;
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
  write(stamp, inputs);
}

/** Runs npm quietly; what it says is of interest only when it fails. */
function npm(...args) {
  const { status, error, stdout, stderr } = spawnSync('npm', args, {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, NO_COLOR: '1', PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (error) fail(`The web UI is built with npm, which could not be started: ${error.message}`);
  if (status === 0) return;
  console.log(stdout);
  console.error(stderr);
  fail(`npm ${args.join(' ')} failed`);
}

function files(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => folder !== ROOT || !NOT_INPUT.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? files(path) : [path];
    })
    .sort();
}

function hash(paths) {
  const sum = createHash('sha256');
  for (const path of paths)
    sum.update(relative(ROOT, path)).update('\0').update(readFileSync(path));
  return sum.digest('hex');
}

function isStamped(stamp, inputs) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs;
}

function write(stamp, inputs) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, inputs);
}

function seconds() {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

function say(message) {
  console.log(`coda-ui: ${message}`);
}

function fail(message) {
  console.error(`coda-ui: ${message}`);
  process.exit(1);
}
