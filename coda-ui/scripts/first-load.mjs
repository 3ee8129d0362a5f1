/**
 * Measures the JavaScript that the page of a new chat loads, from what `vite build` has made, and fails
 * where it has grown.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** In KiB, compressed. The target is 120; docs/benchmarks.md says what is in the way. */
const MOST = 129;

/** The pages that a new chat is made of, beside the script of index.html. */
const PAGES = ['OwnPages'];

const STATIC = fileURLToPath(new URL('../target/classes/static', import.meta.url));
const IMPORT = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g;

const all = readdirSync(join(STATIC, 'assets'));
const [, entry] = /assets\/([^"]+\.js)/.exec(readFileSync(join(STATIC, 'index.html'), 'utf8'));
const pages = PAGES.map((page) => all.find((name) => name.startsWith(`${page}-`)));

const sizes = new Map();
for (const name of [entry, ...pages]) measure(name);
const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);

for (const [name, size] of [...sizes].sort(([, a], [, b]) => b - a))
  console.log(`${kib(size).padStart(7)} KiB  ${name}`);
console.log(`${kib(total).padStart(7)} KiB  in all, at most ${MOST}`);
if (total > 1024 * MOST) {
  console.error(
    'The page of a new chat loads more JavaScript than before: load it when it is shown.',
  );
  process.exit(1);
}

/** Adds a script and those that it cannot run without. */
function measure(name) {
  if (sizes.has(name)) return;
  const code = readFileSync(join(STATIC, 'assets', name), 'utf8');
  sizes.set(name, gzipSync(code).length);
  for (const [, imported] of code.matchAll(IMPORT)) measure(imported);
}

function kib(bytes) {
  return (bytes / 1024).toFixed(1);
}
