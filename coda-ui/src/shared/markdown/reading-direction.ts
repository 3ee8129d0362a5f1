/** As much of an HTML tree as is read and changed here. */
type Node = {
  type: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
};

/**
 * Lets each block of a text be read in the direction of its own letters, whatever the language of
 * the page is. Code is always read from the left.
 */
export const readingDirection = () => (tree: Node) => {
  for (const node of tree.children ?? []) {
    if (node.type !== 'element') continue;
    node.properties = { ...node.properties, dir: node.tagName === 'pre' ? 'ltr' : 'auto' };
  }
};
