import { defined } from '@/shared/defined';
import { msg, t } from '@/shared/i18n/translate';
export type Choice = { value: string; label: string };

/** One thing that a tool wants to know. */
export type AnswerField = {
  name: string;
  label: string;
  hint?: string;
  kind: 'text' | 'number' | 'integer' | 'boolean' | 'choice' | 'choices';
  isRequired: boolean;
  /** What a browser's input of this name checks and helps with. */
  format?: 'email' | 'url' | 'date' | 'datetime-local';
  choices: readonly Choice[];
  /** The least and most: of characters in a text, of choices, or of the number itself. */
  least?: number;
  most?: number;
  initial?: FieldValue;
};

/** What a field holds while it is filled in; a number is its text. */
export type FieldValue = string | boolean | readonly string[];

export type FieldValues = Readonly<Record<string, FieldValue>>;

type Schema = Readonly<Record<string, unknown>>;

const FORMATS: Readonly<Record<string, AnswerField['format']>> = {
  email: 'email',
  uri: 'url',
  date: 'date',
  'date-time': 'datetime-local',
};

/** The fields of a flat schema, as tools may ask for; undefined for any other. */
export function fieldsOf(schema: unknown): readonly AnswerField[] | undefined {
  const properties = Object.entries(objectOf(objectOf(schema).properties));
  const required = listOf(objectOf(schema).required);
  const fields = properties.map(([name, property]) =>
    fieldOf(name, objectOf(property), required.includes(name)),
  );
  return fields.every((field) => field !== undefined) ? fields : undefined;
}

function fieldOf(name: string, schema: Schema, isRequired: boolean): AnswerField | undefined {
  const items = objectOf(schema.items);
  const choices = choicesOf(schema.type === 'array' ? items : schema);
  const kind = kindOf(schema, choices);
  if (kind === undefined) return undefined;
  const format = FORMATS[String(schema.format)];
  const least = numberOf(schema.minimum ?? schema.minLength ?? schema.minItems);
  const most = numberOf(schema.maximum ?? schema.maxLength ?? schema.maxItems);
  const initial = initialOf(kind, schema.default);
  return {
    name,
    label: textOf(schema.title) ?? name,
    kind,
    isRequired,
    choices,
    ...(typeof schema.description === 'string' ? { hint: schema.description } : {}),
    ...defined({ format, least, most, initial }),
  };
}

function kindOf({ type }: Schema, choices: readonly Choice[]): AnswerField['kind'] | undefined {
  switch (type) {
    case 'array':
      return choices.length > 0 ? 'choices' : undefined;
    case 'number':
    case 'integer':
    case 'boolean':
      return choices.length > 0 ? undefined : type;
    case 'string':
      return choices.length > 0 ? 'choice' : 'text';
    default:
      return undefined;
  }
}

function choicesOf(schema: Schema): readonly Choice[] {
  const names = listOf(schema.enumNames);
  const plain = listOf(schema.enum).map((value, index) => ({
    value: String(value),
    label: textOf(names[index]) ?? String(value),
  }));
  const titled = [...listOf(schema.oneOf), ...listOf(schema.anyOf)]
    .map(objectOf)
    .filter((choice) => choice.const !== undefined)
    .map(({ const: value, title }) => ({
      value: String(value),
      label: textOf(title) ?? String(value),
    }));
  return [...plain, ...titled];
}

function initialOf(kind: AnswerField['kind'], value: unknown): FieldValue | undefined {
  if (kind === 'boolean') return value === true;
  if (value === undefined || value === null) return undefined;
  return kind === 'choices' ? listOf(value).map(String) : String(value);
}

export const blankValues = (fields: readonly AnswerField[]): FieldValues =>
  Object.fromEntries(
    fields.flatMap(({ name, initial }) => (initial === undefined ? [] : [[name, initial]])),
  );

/** The answer in the schema's types, and what keeps it from being sent, by field. */
export function answerOf(fields: readonly AnswerField[], values: FieldValues) {
  const answer: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const value = values[field.name];
    const isEmpty =
      value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (isEmpty && !field.isRequired) continue;
    const problem = isEmpty ? t('Required.') : problemOf(field, value);
    if (problem !== undefined) problems[field.name] = problem;
    answer[field.name] = typedValue(field, value);
  }
  return { answer, problems };
}

function typedValue(field: AnswerField, value: FieldValue | undefined): unknown {
  if (isNumber(field)) return Number(value);
  const time = field.format === 'datetime-local' ? Date.parse(String(value)) : Number.NaN;
  return Number.isNaN(time) ? value : new Date(time).toISOString();
}

const isNumber = ({ kind }: AnswerField) => kind === 'number' || kind === 'integer';

const OF_NUMBERS = { least: msg('At least {n}.'), most: msg('At most {n}.') };
const LIMITS = {
  number: OF_NUMBERS,
  integer: OF_NUMBERS,
  text: { least: msg('At least {n} characters.'), most: msg('At most {n} characters.') },
  choices: { least: msg('At least {n} choices.'), most: msg('At most {n} choices.') },
};

function problemOf(field: AnswerField, value: FieldValue): string | undefined {
  const { kind, least, most } = field;
  if (kind === 'boolean' || kind === 'choice') return undefined;
  const size = isNumber(field) ? Number(value) : (value as string | readonly string[]).length;
  if (Number.isNaN(size)) return t('A number.');
  if (kind === 'integer' && !Number.isInteger(size)) return t('A whole number.');
  const texts = LIMITS[kind];
  if (least !== undefined && size < least) return t(texts.least, { n: least });
  if (most !== undefined && size > most) return t(texts.most, { n: most });
  return undefined;
}

const objectOf = (value: unknown): Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined);
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
