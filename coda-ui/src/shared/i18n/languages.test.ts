// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import german from './de.json';
import { languageOf, loadTexts } from './languages';
import { setDictionary, t } from './translate';

const SOURCES = join(import.meta.dirname, '../..');
const TEXT = String.raw`('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`;
const PLAIN = new RegExp(String.raw`(?<![\w.$])(?:t|msg)\(\s*${TEXT}`, 'g');
const COUNTED = new RegExp(String.raw`(?<![\w.$])tn\(\s*[^,]+,\s*${TEXT},\s*${TEXT}`, 'g');

/** Every text that the application shows. */
function texts(): { plain: Set<string>; counted: Set<string> } {
  const plain = new Set<string>();
  const counted = new Set<string>();
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => /\.tsx?$/.test(name) && !/\.test\.|i18n/.test(name))) {
    const source = readFileSync(join(SOURCES, file), 'utf8');
    for (const [, text = ''] of source.matchAll(PLAIN)) plain.add(unquoted(text));
    for (const [, , text = ''] of source.matchAll(COUNTED)) counted.add(unquoted(text));
  }
  return { plain, counted };
}

const unquoted = (literal: string) => literal.slice(1, -1).replace(/\\(.)/g, '$1');
const valuesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

afterEach(() => setDictionary('en', {}));

it('has every text in German, and no other', () => {
  const { plain, counted } = texts();
  expect(plain.size).toBeGreaterThan(300);
  expect(Object.keys(german).sort()).toEqual([...plain, ...counted].sort());
});

it('fills the same values in, and has a form for one', () => {
  const { counted } = texts();
  for (const [english, translation] of Object.entries(german)) {
    expect(typeof translation === 'object', english).toBe(counted.has(english));
    const forms = typeof translation === 'object' ? Object.values(translation) : [translation];
    for (const form of forms) expect(valuesIn(form), english).toEqual(valuesIn(english));
  }
});

it.each([
  [undefined, ['fr-FR', 'de-AT', 'en'], 'de'],
  [undefined, ['fr'], 'en'],
  ['en', ['de'], 'en'],
  ['xx', ['de'], 'de'],
])('for %s and %j it is %s', (chosen, browser, language) => {
  expect(languageOf(chosen, browser)).toBe(language);
});

it('says in which language the page is', async () => {
  await loadTexts('de');
  expect(document.documentElement.lang).toBe('de');
  expect(t('New chat')).toBe('Neuer Chat');
});
