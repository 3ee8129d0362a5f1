import { afterEach, expect, it } from 'vitest';
import { currentLanguage, setDictionary, t, tn } from './translate';

afterEach(() => setDictionary('en', {}));

it('writes English without a dictionary', () => {
  expect(t('Stop {name}', { name: 'it' })).toBe('Stop it');
  expect(tn(1, '{n} chat', '{n} chats')).toBe('1 chat');
  expect(tn(2, '{n} chat', '{n} chats')).toBe('2 chats');
});

it('writes the language of its dictionary, and English where that has no text', () => {
  setDictionary('pl', {
    'Stop {name}': 'Zatrzymaj {name}',
    '{n} chats': { one: '{n} czat', few: '{n} czaty', other: '{n} czatów' },
  });
  expect(currentLanguage()).toBe('pl');
  expect(t('Stop {name}', { name: 'to' })).toBe('Zatrzymaj to');
  expect([1, 3, 5].map((n) => tn(n, '{n} chat', '{n} chats'))).toEqual([
    '1 czat',
    '3 czaty',
    '5 czatów',
  ]);
  expect(t('Unknown')).toBe('Unknown');
});

it('leaves a name without a value as it is', () => {
  expect(t('Use {{topic}} as {n}', { n: 3 })).toBe('Use {{topic}} as 3');
});
