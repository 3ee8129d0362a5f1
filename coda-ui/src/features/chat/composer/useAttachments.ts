import type { Attachment, Model } from '@/api/schema';
import { t } from '@/shared/i18n/translate';
import { type DraftFile, filesOf, setFiles, useAttachmentStore } from '@/store/attachmentStore';
import { attach, detach, forgetPictures } from './uploads';

export type Attachments = ReturnType<typeof useAttachments>;

/** The files that go with the next message of a chat, for a model that may not take them. */
export function useAttachments(chat: string, model: Model | undefined) {
  const files = useAttachmentStore((state) => filesOf(state, chat));
  const problem = problemOf(files, model);
  return {
    files,
    /** Why the files cannot be sent. */
    problem,
    /** Whether all of them can be sent now. */
    isReady: problem === undefined && files.every(({ uploaded }) => uploaded !== undefined),
    add: (added: readonly File[]) => attach(chat, added),
    remove: (key: string) => detach(chat, key),
    /** Takes the files out of the box; what could not be sent is put back. */
    take: (): TakenFiles => {
      setFiles(chat, []);
      return {
        uploaded: files.flatMap(({ uploaded }) => (uploaded === undefined ? [] : [uploaded])),
        putBack: () => setFiles(chat, [...files, ...filesOf(useAttachmentStore.getState(), chat)]),
        forget: () => forgetPictures(files),
      };
    },
  };
}

export type TakenFiles = {
  uploaded: readonly Attachment[];
  putBack: () => void;
  forget: () => void;
};

/** Models that the server does not list are asked, and say themselves what they do not take. */
function problemOf(files: readonly DraftFile[], model: Model | undefined): string | undefined {
  const capabilities = model?.capabilities;
  if (model === undefined || capabilities === undefined) return undefined;
  const { name } = model;
  if (!capabilities.includes('images') && files.some(({ type }) => type.startsWith('image/')))
    return t('{name} does not take images. Choose another model, or remove the image.', { name });
  if (!capabilities.includes('files') && files.some(({ type }) => type === 'application/pdf'))
    return t('{name} does not take PDF files. Choose another model, or remove the file.', { name });
  return undefined;
}
