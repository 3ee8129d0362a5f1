// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest';
import { uploadAttachment } from '@/api/attachments';
import { ApiError } from '@/api/client';
import { createSession } from '@/api/sessions';
import { filesOf, moveFiles, useAttachmentStore } from '@/store/attachmentStore';
import { clearUserData } from '@/store/owner';
import { attach, detach, MOST_FILES } from './uploads';

vi.mock('@/api/attachments');
vi.mock('@/api/sessions');

const upload = vi.mocked(uploadAttachment);
const create = vi.mocked(createSession);

const text = (name: string) => new File(['Hello'], name, { type: 'text/plain' });
const files = (chat = 's') => filesOf(useAttachmentStore.getState(), chat);
const settled = (chat = 's') =>
  vi.waitFor(() => expect(files(chat).every(({ progress }) => progress === undefined)).toBe(true));

beforeEach(() => {
  clearUserData();
  upload.mockReset().mockImplementation(async (session, { name }) => ({
    id: `${session}/${name}`,
    name,
    media_type: 'text/plain',
    size: 5,
  }));
  create.mockReset().mockResolvedValue({ id: 'made', created_at: '', updated_at: '' });
});

it('uploads files one after the other and shows how far each is', async () => {
  let finish = () => {};
  upload.mockImplementationOnce((_, { name }, onProgress) => {
    onProgress(0.5);
    return new Promise((done) => {
      finish = () => done({ id: 'a', name, media_type: 'text/plain', size: 5 });
    });
  });
  attach('s', [text('a.txt'), text('b.txt')]);
  await vi.waitFor(() => expect(files()[0]?.progress).toBe(0.5));
  expect(upload).toHaveBeenCalledOnce();
  finish();
  await settled();
  expect(files().map(({ uploaded }) => uploaded?.id)).toEqual(['a', 's/b.txt']);
});

it.each([
  [413, 'payload_too_large', 'too large'],
  [415, 'unsupported_media_type', 'Only images'],
  [400, 'validation_failed', 'empty'],
  [429, 'quota_exceeded', 'Delete chats'],
  [503, 'unavailable', 'Not now.'],
])('says what to do about a refusal: %s %s', async (status, code, words) => {
  upload.mockRejectedValue(new ApiError(status, { code, detail: 'Not now.' }));
  attach('s', [text('a.txt')]);
  await vi.waitFor(() => expect(files()[0]?.error).toContain(words));
});

it('gives up the upload of a file that is removed', async () => {
  let signal: AbortSignal | undefined;
  upload.mockImplementationOnce((_session, _file, _progress, given) => {
    signal = given;
    return new Promise((_, reject) => {
      given.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    });
  });
  attach('s', [text('a.txt'), text('b.txt')]);
  await vi.waitFor(() => expect(signal).toBeDefined());
  detach('s', files()[0]?.key ?? '');
  await settled();
  expect(signal?.aborted).toBe(true);
  expect(files().map(({ name }) => name)).toEqual(['b.txt']);
});

it('takes no more files than go with a message', async () => {
  attach(
    's',
    Array.from({ length: MOST_FILES + 2 }, (_, i) => text(`${i}.txt`)),
  );
  await settled();
  expect(files()).toHaveLength(MOST_FILES);
});

it('prepares one session for a chat that does not exist yet, and leaves the files to it', async () => {
  attach('new', [text('a.txt'), text('b.txt')]);
  await settled('new');
  expect(create).toHaveBeenCalledOnce();
  expect(upload.mock.calls.map(([session]) => session)).toEqual(['made', 'made']);
  moveFiles('new', 'another');
  expect(files('new')).toHaveLength(2);
  moveFiles('new', 'made');
  expect(files('made')).toHaveLength(2);
  expect(useAttachmentStore.getState().prepared).toBeUndefined();
});

it('prepares another session when the first one was deleted', async () => {
  useAttachmentStore.setState({ prepared: 'gone' });
  upload.mockRejectedValueOnce(new ApiError(404, { code: 'not_found' }));
  attach('new', [text('a.txt')]);
  await settled('new');
  expect(files('new')[0]?.uploaded?.id).toBe('made/a.txt');
});

it('keeps uploaded files for the time after a reload, and nothing else', async () => {
  attach('s', [text('a.txt')]);
  await settled();
  upload.mockRejectedValue(new ApiError(413, { code: 'payload_too_large' }));
  attach('s', [text('b.txt')]);
  await settled();
  const kept = localStorage.getItem('coda-attachments');
  expect(kept).toContain('s/a.txt');
  expect(kept).not.toContain('b.txt');
});
