import type { Attachment, ChatRequest } from '@/api/schema';

/** What a request says: a text, files, or both. */
export const messageOf = (
  content: string,
  files: readonly Attachment[],
): Pick<ChatRequest, 'content' | 'attachments'> => ({
  ...(content === '' ? {} : { content }),
  ...(files.length === 0 ? {} : { attachments: files.map(({ id }) => id) }),
});
