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

/**
 * Brings the first of some words in a message into view, once the message is there; without words,
 * or where the message does not hold them, its beginning is enough.
 */
export function revealWords(scroller: HTMLElement, messageId: string, query: string): void {
  const words = wordsOf(query);
  let framesLeft = 30;
  const look = () => {
    const message = scroller.querySelector<HTMLElement>(`[data-message="${messageId}"]`);
    const range = message === null ? undefined : rangesIn(message, words)[0];
    if (range === undefined) {
      if (framesLeft-- > 0) requestAnimationFrame(look);
      return;
    }
    const place = range.getBoundingClientRect();
    const view = scroller.getBoundingClientRect();
    if (place.top < view.top || place.bottom > view.bottom) {
      scroller.scrollTop += place.top - view.top - view.height / 3;
    }
  };
  if (words.length > 0) requestAnimationFrame(look);
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
