import { describe, expect, it } from 'vitest';
import { formatDecimal, formatPercent } from './figures';
import { formatCost, formatDuration, formatJson } from './format';
import { setDictionary } from './i18n/translate';

describe('formatJson', () => {
  const value = {
    objective: { x: 3, y: 2 },
    constraints: [
      { expression: 'x + y', operator: '<=', right_hand_side: 4 },
      { expression: 'x + 3y', operator: '<=', right_hand_side: 6 },
    ],
    text: 'with "quotes", a\nline and {braces}',
    nothing: null,
    empty: [{}, []],
  };

  it('changes nothing about the value', () => {
    expect(JSON.parse(formatJson(value))).toEqual(value);
  });

  it('keeps on one line what fits there', () => {
    expect(formatJson({ x: 4, y: [0, 1] })).toBe('{ "x": 4, "y": [0, 1] }');
    expect(formatJson(value).split('\n')).toContain('  "objective": { "x": 3, "y": 2 },');
    for (const line of formatJson(value).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

it.each([
  [3, '3 ms'],
  [999.6, '1.0 s'],
  [12_345, '12.3 s'],
  [125_000, '2 min 5 s'],
])('writes %d milliseconds as %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

it.each([
  [0, '$0.00'],
  [0.00012345, '$0.00012'],
  [0.0525, '$0.0525'],
  [12.5, '$12.50'],
])('writes %d dollars as %s', (dollars, text) => {
  expect(formatCost(dollars)).toBe(text);
});

it('writes figures as they are written in the language of the page', () => {
  expect([formatPercent(0.985, 1), formatDecimal(0.9, 2)]).toEqual(['98.5%', '0.90']);
  setDictionary('de', {});
  expect(formatCost(0.0525)).toBe('0,0525\u00a0$');
  expect(formatCost(0.00012345)).toBe('0,00012\u00a0$');
  expect(formatCost(1250)).toBe('1.250,00\u00a0$');
  expect([formatPercent(0.985, 1), formatDecimal(0.9, 2)]).toEqual(['98,5\u00a0%', '0,90']);
  setDictionary('en', {});
});
