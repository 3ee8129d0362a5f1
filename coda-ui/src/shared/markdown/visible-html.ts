/** As much of a Markdown tree as is read and made here. */
type Node = {
  type: string;
  value?: string;
  children?: Node[];
  data?: { hName: string };
};

/** Elements that people write in Markdown because it has no signs for them. */
const SPANS = new Set(['sub', 'sup', 'kbd', 'b', 'i', 's', 'mark', 'u']);

const BREAK = /^<br\s*\/?>$/i;
const OPENING = /^<([a-z]+)>$/i;

/**
 * HTML in Markdown is not trusted, so it has no effect; this plugin shows it as the text that it is,
 * rather than nothing. Line breaks, indices and the like are kept.
 */
export function visibleHtml() {
  return (root: Node): void => show(root);
}

function show(parent: Node): void {
  if (parent.children === undefined) return;
  parent.children = spansOf(parent.children).flatMap((child) => {
    show(child);
    if (child.type !== 'html') return child;
    const lines = textOf(child.value ?? '');
    return isFlow(parent) ? { type: 'paragraph', children: lines } : lines;
  });
}

/** Turns an opening tag, a closing one and what is between them into one node. */
function spansOf(children: readonly Node[]): Node[] {
  const nodes: Node[] = [];
  for (let at = 0; at < children.length; at++) {
    const child = children[at] as Node;
    const name = tagOf(child);
    const end = name === undefined ? -1 : closingOf(children, at + 1, name);
    if (name === undefined || end < 0) {
      nodes.push(child);
      continue;
    }
    const inside = spansOf(children.slice(at + 1, end));
    nodes.push({ type: 'emphasis', data: { hName: name }, children: inside });
    at = end;
  }
  return nodes;
}

function tagOf({ type, value = '' }: Node): string | undefined {
  const name = type === 'html' ? OPENING.exec(value)?.[1]?.toLowerCase() : undefined;
  return name !== undefined && SPANS.has(name) ? name : undefined;
}

const closingOf = (children: readonly Node[], from: number, name: string) =>
  children.findIndex(
    ({ type, value }, index) =>
      index >= from && type === 'html' && value?.toLowerCase() === `</${name}>`,
  );

/** The text of HTML, line by line and with its indents. */
function textOf(html: string): Node[] {
  if (BREAK.test(html)) return [{ type: 'break' }];
  return html.split(/\r?\n|<br\s*\/?>/i).flatMap((line, index) => {
    const text = { type: 'text', value: line.replace(/^[ \t]+/, indent) };
    return index === 0 ? [text] : [{ type: 'break' }, text];
  });
}

const indent = (blanks: string) => blanks.replaceAll('\t', '    ').replaceAll(' ', '\u00a0');

const isFlow = ({ type }: Node) =>
  type === 'root' || type === 'blockquote' || type === 'listItem' || type === 'footnoteDefinition';
