/** As much of a Markdown tree as is read and made here. */
type Node = {
  type: string;
  identifier?: string;
  value?: string;
  children?: Node[];
  data?: { hName: string };
};

/**
 * A block that refers to a note comes with the number of that note as its definition. The number
 * takes the place of the reference.
 */
export const numberedNotes = () => (root: Node) => {
  const numbers = new Map<string, string>();
  const isDefinition = ({ type }: Node) => type === 'footnoteDefinition';
  for (const { identifier = '', children } of (root.children ?? []).filter(isDefinition))
    numbers.set(identifier, textOf(children?.[0]));
  if (numbers.size === 0) return;
  root.children = root.children?.filter((node) => !isDefinition(node)) ?? [];
  number(root, numbers);
};

function number(node: Node, numbers: ReadonlyMap<string, string>): void {
  node.children = node.children?.map((child) => {
    const value = numbers.get(child.identifier ?? '');
    if (child.type !== 'footnoteReference' || value === undefined) {
      number(child, numbers);
      return child;
    }
    return { type: 'emphasis', data: { hName: 'sup' }, children: [{ type: 'text', value }] };
  }) as Node[];
}

const textOf = (node: Node | undefined): string =>
  node?.value ?? node?.children?.map(textOf).join('') ?? '';
