import { type RefObject, useEffect } from 'react';
import { wordsOf } from './find';

const NAME = 'found';

/** Marks words in what an element shows now, without changing it; not in browsers that cannot. */
export function useHighlight(root: RefObject<HTMLElement | null>, query: string): void {
  useEffect(() => {
    const element = root.current;
    const words = wordsOf(query);
    if (element === null || words.length === 0 || globalThis.CSS?.highlights === undefined) return;
    let frame = 0;
    const mark = () => {
      frame = 0;
      CSS.highlights.set(NAME, new Highlight(...rangesIn(element, words)));
    };
    const later = () => {
      frame ||= requestAnimationFrame(mark);
    };
    const changes = new MutationObserver(later);
    changes.observe(element, { childList: true, subtree: true, characterData: true });
    later();
    return () => {
      changes.disconnect();
      cancelAnimationFrame(frame);
      CSS.highlights.delete(NAME);
    };
  }, [root, query]);
}

function rangesIn(element: HTMLElement, words: readonly string[]): Range[] {
  const ranges: Range[] = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const text = node.nodeValue?.toLocaleLowerCase() ?? '';
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, Math.min(at + word.length, node.nodeValue?.length ?? 0));
        ranges.push(range);
      }
    }
  }
  return ranges;
}
