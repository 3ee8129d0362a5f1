import { describe, expect, it } from 'vitest';
import { type Block, blockReader, type Part } from './blocks';

function textOf(block: Block): string {
  if (block.kind === 'markdown') return block.text;
  if (block.kind === 'code') return `\`\`\`${block.language}\n${block.pieces.join('')}\n\`\`\``;
  return block.pieces.join('\n');
}

/** The blocks of a text that is read at once. */
const blocksOf = (text: string, growing = false) => blockReader()(text, growing).flat();
const textsOf = (text: string, growing = false) => blocksOf(text, growing).map(textOf);

const TEXT = `# Title

One **bold** word.

\`\`\`js
let a = 1;

let b = 2;
\`\`\`

- x
- y

Price: $5, formula $x$ and \\(y\\).

\\[
- a
= b
\\]

| a | b |
|---|---|
| 1 | [link][1] |

> quoted

[1]: https://example.org

1. one

   more

2. two

***

The end.`;

describe('blockReader', () => {
  it('loses no word', () => {
    const words = (text: string) => text.replaceAll(/\s+/g, '');
    const plain =
      '# Title\n\nOne **bold** word.\n\n```js\nlet a = 1;\n```\n\n- x\n- y\n\n| a |\n|---|\n| 1 |';
    expect(words(textsOf(plain).join(''))).toBe(words(plain));
  });

  it('keeps code in one block', () => {
    expect(blocksOf(TEXT)).toContainEqual({
      kind: 'code',
      language: 'js',
      pieces: ['let a = 1;\n\nlet b = 2;'],
    });
  });

  it('closes half-written syntax in the last block only', () => {
    expect(textsOf('One **bo', true)).toEqual(['One **bo**']);
    expect(textsOf('One **bo', false)).toEqual(['One **bo']);
    expect(textsOf('| a |\n|---|\n| **b', true)).toEqual(['| a |\n|---|\n| **b**']);
    expect(blocksOf('```js\na\n``', true)).toEqual([
      { kind: 'code', language: 'js', pieces: ['a'] },
    ]);
  });

  it('gives each block the definitions that it refers to, and stays cut up', () => {
    expect(textsOf('See [a][1].\n\nNothing.\n\n[1]: https://example.org\n')).toEqual([
      'See [a][1].\n\n[1]: https://example.org\n',
      'Nothing.',
    ]);
  });

  it('numbers notes in the order in which they are referred to, and shows them at the end', () => {
    const noted =
      'One[^b].\n\n[^a]: A\nof two lines\n\n[^b]: B\n\n    more\n\nTwo[^a], [^b], [^c].';
    expect(textsOf(noted)).toEqual([
      'One[^b].\n\n[^b]: 1\n',
      'Two[^a], [^b], [^c].\n\n[^a]: 2\n[^b]: 1\n',
      '1. B\n\n   more\n2. A\n   of two lines',
    ]);
  });

  it('shows no note that nothing refers to', () => {
    expect(textsOf('One.\n\n[^a]: A\n')).toEqual(['One.']);
  });

  it('keeps a formula in one block, whatever its lines look like', () => {
    expect(textsOf('Text.\n\n$$\na\n- b\n= c\n$$\n\nMore.')).toContain('$$\na\n- b\n= c\n$$');
    expect(textsOf('Text.\n\n\\[\na\n\n- b\n\\]\n\nMore.')).toContain('$$\na\n\n- b\n$$');
  });

  it('takes a sign that nothing closes for no formula', () => {
    const text = `Text.\n\n$$\n\n${'One paragraph of many.\n\n'.repeat(400)}`;
    expect(textsOf(text).length).toBeGreaterThan(100);
  });
});

describe('a text that grows', () => {
  /** What is shown after each character. */
  function grown(text: string): (readonly Part[])[] {
    const read = blockReader();
    return Array.from(text, (_, index) => read(text.slice(0, index + 1), true));
  }

  it('ends with the same blocks as one that is read at once', () => {
    const read = blockReader();
    for (let length = 1; length < TEXT.length; length += 3) read(TEXT.slice(0, length), true);
    expect(read(TEXT, false)).toEqual(blockReader()(TEXT, false));
  });

  it('keeps every finished block, as the same object', () => {
    const plain = TEXT.replace('[link][1]', 'link');
    const steps = grown(plain).map((parts) => parts.flat());
    steps.forEach((blocks, index) => {
      const before = (steps[index - 1] ?? []).slice(0, -2);
      for (const [at, block] of before.entries()) expect(blocks[at]).toBe(block);
    });
  });

  it('keeps every part but the last ones, as the same object', () => {
    const steps = grown('Some words.\n\n'.repeat(100));
    const last = steps.at(-1) ?? [];
    expect(last.length).toBeGreaterThan(5);
    const before = steps.at(-40) ?? [];
    for (const [at, part] of before.slice(0, -1).entries()) expect(last[at]).toBe(part);
  });

  it('keeps the rows of a long table but the last ones', () => {
    const rows = Array.from({ length: 90 }, (_, n) => `| ${n} | b |`);
    const [first] =
      grown(['| a | b |', '|---|---|', ...rows.slice(0, 50)].join('\n'))
        .at(-1)
        ?.flat() ?? [];
    const [last] = blocksOf(['| a | b |', '|---|---|', ...rows].join('\n'), true);
    if (first?.kind !== 'table' || last?.kind !== 'table') throw new Error('not a table');
    expect(last.pieces.slice(0, 2)).toEqual(first.pieces.slice(0, 2));
    expect(last.pieces).toHaveLength(5);
  });

  it('changes a block when what it refers to is defined, once that is written', () => {
    const read = blockReader();
    const words = 'Words.\n\n'.repeat(10);
    const before = read(`See [a][1].\n\n${words}[1]: https://example.o`, true).flat();
    const after = read(`See [a][1].\n\n${words}[1]: https://example.org\n\nEnd.`, true).flat();
    expect(before[0]).toEqual({ kind: 'markdown', text: 'See [a][1].' });
    expect(after[0]).toEqual({
      kind: 'markdown',
      text: 'See [a][1].\n\n[1]: https://example.org\n',
    });
    expect(after.slice(1, 10)).toEqual(before.slice(1, 10));
    expect(after[1]).toBe(before[1]);
  });

  it('is read anew when it becomes another', () => {
    const read = blockReader();
    read('One.\n\n'.repeat(20), true);
    expect(read('Two.', true).flat()).toEqual([{ kind: 'markdown', text: 'Two.' }]);
  });

  it('shows a formula that is closed late', () => {
    const read = blockReader();
    const words = 'Words.\n\n'.repeat(8);
    read(`Text.\n\n\\[\na\n\n${words}`, true);
    const blocks = read(`Text.\n\n\\[\na\n\n${words}\\]\n\nEnd.`, false).flat();
    expect(blocks.map(textOf)).toEqual(['Text.', `$$\na\n\n${words.trim()}\n$$`, 'End.']);
  });
});

/** Texts that are long in the way in which answers are, or in another one. */
const LONG: Readonly<Record<string, (n: number) => string>> = {
  items: (n) => `- Field ${n} gave **${n % 20} t**.\n${n % 7 === 0 ? '  - and beans\n' : ''}`,
  numbers: (n) => `${n + 1}. Field ${n}\n\n   gave \`${n}\`\n`,
  rows: (n) => `${n === 0 ? '| a | b |\n|---|--:|\n' : ''}| ${n} | [x][l${n % 3}] |\n`,
  code: (n) => `${n === 0 ? '```js\n' : ''}let a${n} = $${n}; // \\(\n${n % 9 === 0 ? '\n' : ''}`,
  paragraphs: (n) => `Field ${n} gave *${n} t*.\n\n`,
  links: (n) => `See [${n}][l${n}] and [l${n + 1}].\n\n[l${n}]: https://example.org/${n}\n\n`,
  notes: (n) => `Field ${n}[^n${n % 11}].\n\n${n % 5 === 0 ? `[^n${n % 11}]: Note ${n}.\n\n` : ''}`,
  formulas: (n) => `- a $x_${n}$ and \\(y\\)\n${n % 4 === 0 ? '\n$$\nx\n- y\n$$\n\n' : ''}`,
  mixed: (n) =>
    `## ${n}\n\nText.\n\n- a\n- b\n\n| a |\n|---|\n| 1 |\n\n\`\`\`py\nx\n\`\`\`\n\n> q\n\n`,
};

const END = '\n\nThe [end][l1].\n\n[l1]: https://example.org/end\n';

const longText = (part: (n: number) => string, count: number) =>
  Array.from({ length: count }, (_, n) => part(n)).join('') + END;

/** Numbers that look like chance and are the same each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe.each(Object.entries(LONG))('a long text of %s', (_, part) => {
  it.each([1, 2, 3])('ends as it does when it is read at once, seed %i', (seed) => {
    const text = longText(part, 150);
    const expected = blockReader()(text, false);
    const random = chance(seed);
    const read = blockReader();
    for (let end = 1; end < text.length; end += 1 + Math.floor(random() * 40 * seed))
      read(text.slice(0, end), true);
    expect(read(text, false)).toEqual(expected);
  });
});
