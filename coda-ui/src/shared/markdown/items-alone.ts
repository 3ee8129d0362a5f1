/** As much of an HTML tree as is read and changed here. */
type Node = {
  type: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
};

/** Leaves the items of lists without the lists around them. */
export const itemsAlone = () => (tree: Node) => {
  tree.children = (tree.children ?? []).flatMap((node) =>
    node.tagName === 'ul' || node.tagName === 'ol' ? (node.children ?? []) : [node],
  );
};

/** Has items stay items where the list around them is none for readers. */
export const itemsWithRole = () => (tree: Node) => {
  for (const node of tree.children ?? [])
    if (node.tagName === 'li') node.properties = { ...node.properties, role: 'listitem' };
};
