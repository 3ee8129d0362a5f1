import { uploadAttachment } from '@/api/attachments';
import { ApiError } from '@/api/client';
import { defined } from '@/shared/defined';
import { t } from '@/shared/i18n/translate';
import { randomId } from '@/shared/random-id';
import { showToast } from '@/shared/ui/toast';
import {
  changeFile,
  chatOf,
  type DraftFile,
  filesOf,
  setFiles,
  useAttachmentStore,
} from '@/store/attachmentStore';
import { inPreparedSession } from '../run/prepared-session';
import { shrunk } from './shrink-image';

/** The server takes no more with one message. */
export const MOST_FILES = 10;

const NEW = 'new';
const controllers = new Map<string, AbortController>();

/** One after the other: the server lets a user send only two files at once. */
let last: Promise<unknown> = Promise.resolve();

/** Adds files to what is about to be sent in a chat, and uploads them. */
export function attach(chat: string, files: readonly File[]): void {
  const room = Math.max(0, MOST_FILES - filesOf(useAttachmentStore.getState(), chat).length);
  if (files.length > room)
    showToast({ tone: 'bad', text: t('At most {n} files go with a message.', { n: MOST_FILES }) });
  for (const file of files.slice(0, room)) {
    const key = randomId();
    const { name, type, size } = file;
    const picture = type.startsWith('image/') ? URL.createObjectURL(file) : undefined;
    const added: DraftFile = { key, name, type, size, progress: 0, ...defined({ picture }) };
    setFiles(chat, [...filesOf(useAttachmentStore.getState(), chat), added]);
    last = last.then(() => upload(key, file));
  }
}

/** Removes a file from what is about to be sent. */
export function detach(chat: string, key: string): void {
  controllers.get(key)?.abort();
  const files = filesOf(useAttachmentStore.getState(), chat);
  forgetPictures(files.filter((file) => file.key === key));
  setFiles(
    chat,
    files.filter((file) => file.key !== key),
  );
}

/** Frees the memory of pictures that are not shown any more. */
export function forgetPictures(files: readonly DraftFile[]): void {
  for (const { picture } of files) if (picture !== undefined) URL.revokeObjectURL(picture);
}

async function upload(key: string, file: File): Promise<void> {
  const chat = chatOf(key);
  if (chat === undefined) return;
  const controller = new AbortController();
  controllers.set(key, controller);
  try {
    const small = await shrunk(file);
    const send = (session: string) =>
      uploadAttachment(
        session,
        small,
        (progress) => changeFile(key, (known) => ({ ...known, progress })),
        controller.signal,
      );
    const uploaded = await (chat === NEW ? inPreparedSession(send) : send(chat));
    changeFile(key, ({ progress: _, ...known }) => ({
      ...known,
      name: uploaded.name,
      type: uploaded.media_type,
      size: uploaded.size,
      uploaded,
    }));
  } catch (error) {
    changeFile(key, ({ progress: _, ...known }) => ({ ...known, error: reasonOf(error) }));
  } finally {
    controllers.delete(key);
  }
}

function reasonOf(error: unknown): string {
  switch (error instanceof ApiError ? error.code : '') {
    case 'payload_too_large':
      return t('This file is too large. Attach a smaller one, or a part of it.');
    case 'unsupported_media_type':
      return t('Only images (PNG, JPEG, GIF, WebP), PDF and text files can be attached.');
    case 'validation_failed':
      return t('This file is empty.');
    case 'quota_exceeded':
      return t('Your files take up all your space. Delete chats with files that you do not need.');
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
