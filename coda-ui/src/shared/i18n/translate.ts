/** A text in another language, or its forms by plural category where it counts something. */
export type Translation = string | Partial<Record<Intl.LDMLPluralRule, string>>;

export type Dictionary = Readonly<Record<string, Translation>>;

type Values = Readonly<Record<string, string | number>>;

let language = 'en';
let dictionary: Dictionary = {};
let rules = new Intl.PluralRules(language);

/** Sets the language of every text that is written from now on. English needs no dictionary. */
export function setDictionary(tag: string, texts: Dictionary): void {
  language = tag;
  dictionary = texts;
  rules = new Intl.PluralRules(tag);
}

/** The language of the texts, a tag of BCP 47. */
export const currentLanguage = () => language;

/** Marks an English text that `t` translates where it is shown. */
export const msg = (text: string) => text;

/** Translates an English text; `{name}` in it is replaced by the value of that name. */
export function t(text: string, values: Values = {}): string {
  const known = dictionary[text];
  return filled(typeof known === 'string' ? known : text, values);
}

/** Translates a text that counts something: `{n}` is the number. */
export function tn(n: number, one: string, other: string, values: Values = {}): string {
  const known = dictionary[other];
  const category = rules.select(n);
  const text =
    typeof known === 'object'
      ? (known[category] ?? known.other ?? other)
      : category === 'one'
        ? one
        : other;
  return filled(text, { n, ...values });
}

const filled = (text: string, values: Values) =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
