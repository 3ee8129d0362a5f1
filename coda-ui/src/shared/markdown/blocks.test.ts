import { describe, expect, it } from 'vitest';
import { markdownBlocks } from './blocks';

describe('markdownBlocks', () => {
  const text =
    '# Title\n\nOne **bold** word.\n\n```js\nlet a = 1;\n\nlet b = 2;\n```\n\n- x\n- y\n';

  it('loses no character', () => {
    expect(markdownBlocks(text, false).join('')).toBe(text);
  });

  it('keeps a code fence in one block', () => {
    expect(markdownBlocks(text, false)).toContain('```js\nlet a = 1;\n\nlet b = 2;\n```');
  });

  it('leaves every finished block as it is while the text grows', () => {
    for (let length = 1; length < text.length; length++) {
      const now = markdownBlocks(text.slice(0, length), true).slice(0, -2);
      const next = markdownBlocks(text.slice(0, length + 1), true);
      expect(next.slice(0, now.length)).toEqual(now);
    }
  });

  it('closes half-written syntax in the last block only', () => {
    expect(markdownBlocks('One **bo', true)).toEqual(['One **bo**']);
    expect(markdownBlocks('One **bo', false)).toEqual(['One **bo']);
  });

  it('gives each block the definitions that it refers to, and stays cut up', () => {
    const linked = 'See [a][1].\n\nNothing.\n\n[1]: https://example.org\n';
    const blocks = markdownBlocks(linked, false);
    expect(blocks[0]).toBe('See [a][1].\n\n[1]: https://example.org\n');
    expect(blocks).toContain('Nothing.');
  });

  it('keeps footnotes in one block, so that they are counted once', () => {
    const noted = 'One[^1] and two[^2].\n\n[^1]: a\n\n[^2]: b\n';
    expect(markdownBlocks(noted, false)).toEqual([noted]);
  });

  it('keeps a formula in one block, whatever its lines look like', () => {
    const formula = 'Text.\n\n$$\na\n- b\n= c\n$$\n\nMore.';
    expect(markdownBlocks(formula, false)).toContain('$$\na\n- b\n= c\n$$');
  });
});
