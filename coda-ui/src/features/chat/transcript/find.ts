import { type MessageView, textOf } from '../run/view';

const folded = (text: string) => text.toLocaleLowerCase();

export const wordsOf = (query: string) => folded(query).split(/\s+/).filter(Boolean);

/** The ids of the messages whose text holds every word, oldest first. */
export function matchesIn(messages: readonly MessageView[], query: string): readonly string[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  return messages
    .filter((message) => {
      const text = folded(textOf(message));
      return words.every((word) => text.includes(word));
    })
    .map(({ id }) => id);
}
