import { type ForeignChat, type ForeignMessage, fenced, listOf, objectOf, textOf } from './archive';

/** Whether this is a conversation of Claude's `conversations.json`. */
export const isClaude = (value: unknown) => Array.isArray(objectOf(value).chat_messages);

/** Reads a conversation; files are named, and their text is kept where the export has it. */
export function claudeChat(value: unknown): ForeignChat {
  const conversation = objectOf(value);
  const messages: ForeignMessage[] = [];
  /** The message that shows each of the export; what is empty is shown by the one before. */
  const shownAs = new Map<string, string | undefined>();
  for (const entry of listOf(conversation.chat_messages)) {
    const message = objectOf(entry);
    const id = textOf(message.uuid) ?? `message-${shownAs.size}`;
    const parent = textOf(message.parent_message_uuid);
    const above = parent === undefined ? messages.at(-1)?.id : (shownAs.get(parent) ?? undefined);
    const text = contentOf(message);
    shownAs.set(id, text === '' ? above : id);
    if (text === '') continue;
    messages.push({
      id,
      parent: above,
      role: message.sender === 'human' ? 'user' : 'assistant',
      text,
      createdAt: timeOf(message.created_at),
    });
  }
  return {
    origin: 'claude',
    title: textOf(conversation.name),
    createdAt: timeOf(conversation.created_at),
    head: shownAs.get(textOf(conversation.current_leaf_message_uuid) ?? ''),
    messages,
  };
}

function contentOf(message: ReturnType<typeof objectOf>): string {
  const blocks = listOf(message.content)
    .map(objectOf)
    .filter(({ type }) => type === 'text')
    .map(({ text }) => textOf(text)?.trim());
  const said = blocks.length > 0 ? blocks : [textOf(message.text)?.trim()];
  const attached = [...listOf(message.attachments), ...listOf(message.files)].map(attachmentOf);
  return [...said, ...attached].filter(Boolean).join('\n\n');
}

function attachmentOf(value: unknown): string {
  const { file_name: name, extracted_content: content } = objectOf(value);
  const title = `*(file: ${textOf(name) ?? 'without a name'})*`;
  const text = textOf(content);
  return text === undefined ? title : `${title}\n\n${fenced(text)}`;
}

function timeOf(value: unknown): string | undefined {
  const time = Date.parse(textOf(value) ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
