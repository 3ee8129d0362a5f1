import { type ForeignChat, type ForeignMessage, fenced, listOf, objectOf, textOf } from './archive';

type Node = {
  parent: string | undefined;
  children: readonly string[];
  message: ForeignMessage | undefined;
};

/** Whether this is a conversation of ChatGPT's `conversations.json`. */
export const isChatGpt = (value: unknown) => typeof objectOf(value).mapping === 'object';

/** Reads a conversation with its branches; what was said to tools and by them is left out. */
export function chatGptChat(value: unknown): ForeignChat {
  const conversation = objectOf(value);
  const nodes = new Map(
    Object.entries(objectOf(conversation.mapping)).map(([id, node]) => [id, nodeOf(id, node)]),
  );
  const { messages, shownAs } = visible(nodes);
  return {
    origin: 'chatgpt',
    title: textOf(conversation.title),
    createdAt: timeOf(conversation.create_time),
    head: shownAs.get(textOf(conversation.current_node) ?? ''),
    messages,
  };
}

function nodeOf(id: string, value: unknown): Node {
  const { parent, children, message } = objectOf(value);
  return {
    parent: textOf(parent),
    children: listOf(children).filter((child) => typeof child === 'string'),
    message: messageOf(id, objectOf(message)),
  };
}

function messageOf(id: string, message: ReturnType<typeof objectOf>): ForeignMessage | undefined {
  const role = objectOf(message.author).role;
  const metadata = objectOf(message.metadata);
  const isHidden = metadata.is_visually_hidden_from_conversation === true;
  const isForTool = (textOf(message.recipient) ?? 'all') !== 'all';
  if ((role !== 'user' && role !== 'assistant') || isHidden || isForTool) return undefined;
  const text = contentOf(objectOf(message.content));
  if (text === '') return undefined;
  const createdAt = timeOf(message.create_time);
  return { id, parent: undefined, role, text, createdAt, model: textOf(metadata.model_slug) };
}

function contentOf(content: ReturnType<typeof objectOf>): string {
  switch (content.content_type) {
    case 'text':
    case 'multimodal_text':
      return listOf(content.parts).map(partOf).filter(Boolean).join('\n\n').trim();
    case 'code':
      return fenced(textOf(content.text) ?? '', textOf(content.language) ?? '');
    default:
      return '';
  }
}

function partOf(part: unknown): string {
  if (typeof part === 'string') return part.trim();
  const { content_type: kind, text } = objectOf(part);
  return textOf(text) ?? (kind === 'image_asset_pointer' ? '*(image)*' : '');
}

/** Seconds since 1970. */
const timeOf = (value: unknown) =>
  typeof value === 'number' ? new Date(value * 1000).toISOString() : undefined;

type Step = {
  id: string;
  /** The message that this node answers, and whether nothing else does. */
  above: ForeignMessage | undefined;
  isOnly: boolean;
};

/**
 * The messages that are shown, parents first. An answer that was given in several pieces, with calls
 * of tools between them, is one message. Also tells which message shows each node.
 */
function visible(nodes: ReadonlyMap<string, Node>) {
  const messages: ForeignMessage[] = [];
  const shownAs = new Map<string, string>();
  const steps: Step[] = [...nodes]
    .filter(([, { parent }]) => parent === undefined || !nodes.has(parent))
    .map(([id]) => ({ id, above: undefined, isOnly: false }));
  const seen = new Set<string>();
  for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
    const { id, above, isOnly } = step;
    const node = nodes.get(id);
    if (node === undefined || seen.has(id)) continue;
    seen.add(id);
    const { message } = node;
    const continues = isOnly && above?.role === 'assistant' && message?.role === 'assistant';
    let shown = above;
    if (continues && above !== undefined) above.text += `\n\n${message?.text}`;
    else if (message !== undefined) {
      shown = { ...message, parent: above?.id };
      messages.push(shown);
    }
    if (shown !== undefined) shownAs.set(id, shown.id);
    const isAlone = node.children.length === 1 && (isOnly || shown !== above);
    for (const child of node.children) steps.push({ id: child, above: shown, isOnly: isAlone });
  }
  return { messages, shownAs };
}
