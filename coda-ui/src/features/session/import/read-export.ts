import { ApiError } from '@/api/client';
import { t } from '@/shared/i18n/translate';
import { archiveOf, type ForeignChat, listOf, objectOf, textOf } from './archive';
import { chatGptChat, isChatGpt } from './chatgpt';
import { claudeChat, isClaude } from './claude';

/** One chat of a file, ready to be imported. */
export type ImportableChat = { title: string | undefined; messages: number; file: Blob };

/**
 * Reads a file of chats: one or all that Coda has exported, which the server checks itself, or those
 * of an export of ChatGPT or Claude.
 */
export async function readExport(file: Blob): Promise<readonly ImportableChat[]> {
  if (file.size === 0) throw new ApiError(400, { detail: t('The file is empty.') });
  const value = await jsonOf(file);
  if (!Array.isArray(value) && !isForeign(value)) return [ownChat(value, file)];
  const chats = [value].flat().flatMap((chat) => {
    if (isOwn(chat)) return [ownChat(chat, jsonFile(chat))];
    return isForeign(chat) ? importable(foreignChat(chat)) : [];
  });
  if (chats.length === 0) {
    throw new ApiError(400, { detail: t('There are no chats in this file that Coda can read.') });
  }
  return chats;
}

const isOwn = (value: unknown) => objectOf(value).format === 'coda.session';

function ownChat(value: unknown, file: Blob): ImportableChat {
  const { session, messages } = objectOf(value);
  return { title: textOf(objectOf(session).title), messages: listOf(messages).length, file };
}

const importable = (chat: ForeignChat): ImportableChat[] =>
  chat.messages.length === 0
    ? []
    : [
        {
          title: chat.title,
          messages: chat.messages.length,
          file: jsonFile(archiveOf(chat)),
        },
      ];

const jsonFile = (value: unknown) =>
  new Blob([JSON.stringify(value)], { type: 'application/json' });

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
