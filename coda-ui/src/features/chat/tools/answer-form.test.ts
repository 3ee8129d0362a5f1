import { describe, expect, it } from 'vitest';
import { answerOf, blankValues, fieldsOf } from './answer-form';

const schema = {
  type: 'object',
  required: ['name', 'people'],
  properties: {
    name: { type: 'string', title: 'Your name', description: 'As on the card', minLength: 2 },
    people: { type: 'integer', minimum: 1 },
    window: { type: 'boolean' },
    meal: { type: 'string', enum: ['v', 'm'], enumNames: ['Vegetarian', 'With meat'] },
    days: { type: 'array', items: { type: 'string', enum: ['sat', 'sun'] } },
    size: { type: 'string', oneOf: [{ const: 's', title: 'Small' }], default: 's' },
  },
};
const fields = fieldsOf(schema) ?? [];

describe('the form for what a tool asks', () => {
  it('has a field with label, hint, choices and mark for each property', () => {
    expect(
      fields.map(({ name, label, kind, isRequired }) => [name, label, kind, isRequired]),
    ).toEqual([
      ['name', 'Your name', 'text', true],
      ['people', 'people', 'integer', true],
      ['window', 'window', 'boolean', false],
      ['meal', 'meal', 'choice', false],
      ['days', 'days', 'choices', false],
      ['size', 'size', 'choice', false],
    ]);
    expect(fields[0]?.hint).toBe('As on the card');
    expect(fields[3]?.choices).toEqual([
      { value: 'v', label: 'Vegetarian' },
      { value: 'm', label: 'With meat' },
    ]);
  });

  it('begins with the defaults and otherwise empty', () => {
    expect(blankValues(fields)).toEqual({ window: false, size: 's' });
  });

  it('answers in the types of the schema and leaves out what is optional and empty', () => {
    const values = { name: 'Ada', people: '2', window: true, days: ['sun'], meal: '' };
    expect(answerOf(fields, values)).toEqual({
      answer: { name: 'Ada', people: 2, window: true, days: ['sun'] },
      problems: {},
    });
  });

  it('tells what is missing or wrong, field by field', () => {
    expect(answerOf(fields, { name: 'A', people: '' }).problems).toEqual({
      name: 'At least 2 characters.',
      people: 'Required.',
    });
    expect(answerOf(fields, { name: 'Ada', people: '0' }).problems).toEqual({
      people: 'At least 1.',
    });
    expect(answerOf(fields, { name: 'Ada', people: '1.5' }).problems).toEqual({
      people: 'A whole number.',
    });
  });

  it('asks for nothing where the schema is empty, and knows what it cannot show', () => {
    expect(fieldsOf({})).toEqual([]);
    expect(fieldsOf({ type: 'object', properties: { a: { type: 'object' } } })).toBeUndefined();
  });
});
