import { afterEach, expect, it } from 'vitest';
import german from '@/shared/i18n/de.json';
import { codesIn } from '@/shared/i18n/documented-codes';
import { setDictionary } from '@/shared/i18n/translate';
import { failureText } from './failures';

const THEIRS = 'Words of the server.';

afterEach(() => setDictionary('en', {}));

it.each(codesIn('Codes'))('has a sentence for %s in both languages', (code) => {
  const english = failureText({ code, message: THEIRS });
  expect(english).not.toBe(THEIRS);
  setDictionary('de', german);
  const translated = failureText({ code, message: THEIRS });
  expect(translated).not.toBe(THEIRS);
  expect(translated).not.toBe(english);
});

it('leaves a code that it does not know to the server', () => {
  expect(failureText({ code: 'from_tomorrow', message: THEIRS })).toBe(THEIRS);
  expect(failureText({ code: 'from_tomorrow', message: '' })).toBe('This answer failed.');
});
