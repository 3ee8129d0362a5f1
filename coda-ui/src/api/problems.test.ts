import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import german from '@/shared/i18n/de.json';
import { codesIn } from '@/shared/i18n/documented-codes';
import { setDictionary } from '@/shared/i18n/translate';
import { inOwnWords } from './problems';

const CODES = codesIn('The server');
const THEIRS = 'Words of the server.';

afterEach(() => setDictionary('en', {}));

it('knows the codes of the OpenAPI document, which are those of the documentation', () => {
  const types = readFileSync(new URL('schema.gen.ts', import.meta.url), 'utf8');
  const [, names = ''] = /\n\s+Problem: \{[\s\S]*?\n\s+code: ([^;]+);/.exec(types) ?? [];
  expect(names.split(' | ').map((name) => JSON.parse(name))).toEqual(CODES);
});

it.each(CODES)('has a sentence for %s in both languages', (code) => {
  const { detail: english = THEIRS } = inOwnWords({ code, detail: THEIRS });
  expect(english).not.toBe(THEIRS);
  setDictionary('de', german);
  const { detail: translated = THEIRS } = inOwnWords({ code, detail: THEIRS });
  expect(translated).not.toBe(THEIRS);
  expect(translated).not.toBe(english);
});

it('keeps the words of the server where they name something', () => {
  setDictionary('de', german);
  const problem = { code: 'validation_failed', detail: 'name must not be blank.' };
  expect(inOwnWords(problem).detail).toBe('Der Server nimmt das nicht an: name must not be blank.');
  expect(inOwnWords({ code: 'validation_failed' }).detail).toBe('Der Server nimmt das nicht an.');
});

it('leaves a code that it does not know to the server', () => {
  expect(inOwnWords({ code: 'from_tomorrow', detail: THEIRS }).detail).toBe(THEIRS);
  expect(inOwnWords({ code: 'toString', detail: THEIRS }).detail).toBe(THEIRS);
  expect(inOwnWords({ detail: THEIRS }).detail).toBe(THEIRS);
});

it('names the number by which a defect is found', () => {
  const problem = { code: 'internal', detail: THEIRS, trace_id: '4bf92f35' };
  expect(inOwnWords(problem).detail).toMatch(/by this number: 4bf92f35$/);
});
