/** Prints what the unit tests have covered, feature by feature, after `vitest run --coverage`. */
import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { total, ...files } = JSON.parse(
  readFileSync(`${ROOT}target/coverage/coverage-summary.json`, 'utf8'),
);

const MEASURES = ['lines', 'branches', 'functions'];
const none = () => ({ covered: 0, total: 0 });

const folders = new Map();
for (const [file, measures] of Object.entries(files)) {
  const name = featureOf(relative(`${ROOT}src`, dirname(file)));
  const sums = folders.get(name) ?? Object.fromEntries(MEASURES.map((each) => [each, none()]));
  for (const each of MEASURES) {
    sums[each].covered += measures[each].covered;
    sums[each].total += measures[each].total;
  }
  folders.set(name, sums);
}

row('', MEASURES);
for (const [name, sums] of [...folders].sort())
  row(
    name,
    MEASURES.map((each) => share(sums[each])),
  );
row(
  'all',
  MEASURES.map((each) => share(total[each])),
);

/** "features/chat/run" and "shared/ui" are looked at for themselves, and nothing below them. */
function featureOf(folder) {
  return (
    folder
      .split('/')
      .slice(0, folder.startsWith('features/') ? 3 : 2)
      .join('/') || '.'
  );
}

function share({ covered, total: all }) {
  return all === 0 ? '–' : `${Math.round((100 * covered) / all)} %`;
}

function row(name, values) {
  console.log(name.padEnd(28) + values.map((value) => value.padStart(11)).join(''));
}
