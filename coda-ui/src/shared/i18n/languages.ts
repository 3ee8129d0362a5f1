import { type Dictionary, setDictionary } from './translate';

/** The languages of the texts, each by its own name. */
export const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
] as const;

const DICTIONARIES: Readonly<Record<string, () => Promise<Dictionary>>> = {
  en: async () => ({}),
  de: () => import('./de.json').then((file) => file.default),
};

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur']);

/** The chosen language, or the first one of the browser's that there are texts in. */
export function languageOf(chosen: string | undefined, browser: readonly string[]): string {
  const wanted = [chosen, ...browser].map((tag) => tag?.split('-')[0]?.toLowerCase() ?? '');
  return wanted.find((tag) => tag in DICTIONARIES) ?? 'en';
}

/** Writes the page in a language, or in English where its texts cannot be read. */
export async function loadTexts(language: string): Promise<void> {
  const texts = await DICTIONARIES[language]?.().catch(() => undefined);
  const tag = texts === undefined ? 'en' : language;
  setDictionary(tag, texts ?? {});
  document.documentElement.lang = tag;
  document.documentElement.dir = RIGHT_TO_LEFT.has(tag) ? 'rtl' : 'ltr';
}
