import { expect, it } from 'vitest';
import { setDictionary } from './i18n/translate';
import { namesOfKeys } from './shortcuts';

it('names keys as they are named in the language of the page', () => {
  setDictionary('de', { Ctrl: 'Strg', Shift: 'Umschalt' });
  expect(namesOfKeys('Ctrl+Shift+O')).toBe('Strg+Umschalt+O');
  setDictionary('en', {});
  expect(namesOfKeys('Ctrl+Shift+O')).toBe('Ctrl+Shift+O');
});
