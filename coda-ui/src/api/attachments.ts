import { request } from './client';
import type { Attachment } from './schema';

/** Uploads a file to a session, so that messages there can be sent with it. */
export const uploadAttachment = (
  sessionId: string,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
) =>
  request<Attachment>(`/sessions/${sessionId}/attachments`, {
    method: 'POST',
    query: { name: file.name },
    file,
    headers: { 'Content-Type': file.type || 'application/octet-stream' },
    onProgress,
    signal,
  });
