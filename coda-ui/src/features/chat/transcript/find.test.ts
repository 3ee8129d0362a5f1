import { expect, it } from 'vitest';
import { questionOf } from '../run/chat-reducer';
import { matchesIn } from './find';

const messages = [
  questionOf('a', 'Straße in Oslo'),
  questionOf('b', 'nothing'),
  questionOf('c', 'OSLO'),
];

it('finds the messages that hold all words, whatever their case', () => {
  expect(matchesIn(messages, 'oslo')).toEqual(['a', 'c']);
  expect(matchesIn(messages, 'oslo straße')).toEqual(['a']);
  expect(matchesIn(messages, '  ')).toEqual([]);
});
