import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Attachment } from '@/api/schema';
import { browserStorage } from './browser-storage';

/** A file of a message that is not sent yet. */
export type DraftFile = {
  /** Names it in this page. */
  key: string;
  name: string;
  /** A media type: the browser's, and then the server's. */
  type: string;
  size: number;
  /** The share that is uploaded, from 0 to 1; absent before and after that. */
  progress?: number;
  /** The file at the server, once it is there. */
  uploaded?: Attachment;
  /** Why it cannot be sent. */
  error?: string;
  /** A picture in this page's memory. */
  picture?: string;
};

type AttachmentState = {
  /** The user whose files these are. */
  owner: string | undefined;
  /** Files by session; `new` is the chat that does not exist yet. */
  files: Readonly<Record<string, readonly DraftFile[]>>;
  /** The session that files of the chat `new` are uploaded to; it is not shown before its first message. */
  prepared: string | undefined;
};

/** Files that are about to be sent. Those at the server outlive the page. */
export const useAttachmentStore = create<AttachmentState>()(
  persist((): AttachmentState => ({ owner: undefined, files: {}, prepared: undefined }), {
    name: 'coda-attachments',
    version: 1,
    storage: browserStorage,
    partialize: ({ owner, files, prepared }) => ({ owner, files: kept(files), prepared }),
  }),
);

/** What can still be sent after a reload. */
const kept = (files: AttachmentState['files']): AttachmentState['files'] =>
  Object.fromEntries(
    Object.entries(files).map(([chat, list]) => [
      chat,
      list.filter(({ uploaded }) => uploaded !== undefined).map(({ picture: _, ...file }) => file),
    ]),
  );

const NONE: readonly DraftFile[] = [];

export const filesOf = (state: AttachmentState, chat: string) => state.files[chat] ?? NONE;

export function setFiles(chat: string, files: readonly DraftFile[]): void {
  useAttachmentStore.setState(({ files: { [chat]: _, ...others } }) => ({
    files: files.length === 0 ? others : { ...others, [chat]: files },
  }));
}

/** Changes a file, wherever it has moved meanwhile; one that was removed stays so. */
export function changeFile(key: string, change: (file: DraftFile) => DraftFile): void {
  useAttachmentStore.setState(({ files }) => ({
    files: Object.fromEntries(
      Object.entries(files).map(([chat, list]) => [
        chat,
        list.map((file) => (file.key === key ? change(file) : file)),
      ]),
    ),
  }));
}

/** Takes files along to the session that they were uploaded to, which is a chat from now on. */
export function moveFiles(from: string, to: string): void {
  const state = useAttachmentStore.getState();
  if (state.prepared !== to) return;
  useAttachmentStore.setState({ prepared: undefined });
  setFiles(to, [...filesOf(state, to), ...filesOf(state, from)]);
  setFiles(from, []);
}

/** The chat that a file is in; undefined once it was removed. */
export const chatOf = (key: string) =>
  Object.entries(useAttachmentStore.getState().files).find(([, list]) =>
    list.some((file) => file.key === key),
  )?.[0];
