import { ApiError } from '@/api/client';
import { t } from '@/shared/i18n/translate';
import { archiveOf, type ForeignChat, objectOf } from './archive';
import { chatGptChat, isChatGpt } from './chatgpt';
import { claudeChat, isClaude } from './claude';

/** One chat of a file, ready to be imported. */
export type ImportableChat = { title: string | undefined; messages: number; file: Blob };

/**
 * Reads a file of chats: one that Coda has exported, which the server checks itself, or all those of
 * an export of ChatGPT or Claude.
 */
export async function readExport(file: Blob): Promise<readonly ImportableChat[]> {
  if (file.size === 0) throw new ApiError(400, { detail: t('The file is empty.') });
  const value = await jsonOf(file);
  if (!Array.isArray(value) && !isForeign(value)) {
    const { session, messages } = objectOf(value);
    const title = objectOf(session).title;
    return [
      {
        title: typeof title === 'string' ? title : undefined,
        messages: Array.isArray(messages) ? messages.length : 0,
        file,
      },
    ];
  }
  const chats = [value].flat().filter(isForeign).map(foreignChat);
  const readable = chats.filter(({ messages }) => messages.length > 0);
  if (readable.length === 0) {
    throw new ApiError(400, { detail: t('There are no chats in this file that Coda can read.') });
  }
  return readable.map((chat) => ({
    title: chat.title,
    messages: chat.messages.length,
    file: new Blob([JSON.stringify(archiveOf(chat))], { type: 'application/json' }),
  }));
}

const isForeign = (value: unknown) => isChatGpt(value) || isClaude(value);

const foreignChat = (value: unknown): ForeignChat =>
  isChatGpt(value) ? chatGptChat(value) : claudeChat(value);

async function jsonOf(file: Blob): Promise<unknown> {
  try {
    return JSON.parse(await file.text());
  } catch {
    throw new ApiError(400, {
      detail: t('This is not a JSON file. Unpack an export before you import it.'),
    });
  }
}
