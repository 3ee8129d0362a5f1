import type { Prompt } from '@/store/promptStore';

const VARIABLE = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** What has to be known before a prompt can be used, each name once. */
export const variablesOf = (text: string): readonly string[] => [
  ...new Set(Array.from(text.matchAll(VARIABLE), ([, name = '']) => name)),
];

/** The text with a value in place of each variable. */
export const filledIn = (text: string, values: Readonly<Record<string, string>>) =>
  text.replace(VARIABLE, (whole, name: string) => values[name] ?? whole);

/** The words after a `/` that begins a text and is all there is so far; undefined otherwise. */
export const commandIn = (draft: string): string | undefined =>
  /^\/([^\n]{0,40})$/.exec(draft)?.[1];

/** The prompts whose names hold every word. */
export function promptsFor(prompts: readonly Prompt[], words: string): readonly Prompt[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return prompts.filter(({ name }) =>
    wanted.every((word) => name.toLocaleLowerCase().includes(word)),
  );
}
