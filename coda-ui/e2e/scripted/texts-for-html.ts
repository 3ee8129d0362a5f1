/** What a page does that takes the texts of others for HTML. */
export function takeTextsForHtml(): void {
  const taken = new WeakSet<Node>();
  const take = () => {
    const texts = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (taken.has(text) || !text.textContent?.includes('<img')) continue;
      taken.add(text);
      const wrong = document.createElement('template');
      wrong.innerHTML = text.textContent;
      text.parentNode?.appendChild(wrong.content);
    }
  };
  new MutationObserver(take).observe(document, {
    childList: true,
    characterData: true,
    subtree: true,
  });
}
