import { afterEach, expect, it, vi } from 'vitest';
import { upload } from './upload';

class FakeRequest {
  static last: FakeRequest;
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  headers: Record<string, string> = {};
  status = 201;
  responseText = '{"id":"f"}';
  onload = () => {};
  onerror = () => {};
  onabort = () => {};
  sent: Blob | undefined;
  constructor() {
    FakeRequest.last = this;
  }
  open(): void {}
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  getAllResponseHeaders = () => 'content-type: application/json\r\nretry-after: 5\r\n';
  send(file: Blob): void {
    this.sent = file;
  }
  abort(): void {
    this.onabort();
  }
}

const file = new Blob(['Hello']);
const start = (onProgress = (_: number) => {}, signal?: AbortSignal) => {
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  const headers = { 'Content-Type': 'text/plain' };
  return upload('/x', { method: 'POST', headers, file, onProgress, signal });
};

afterEach(() => vi.unstubAllGlobals());

it('tells how far the file is, and answers as fetch does', async () => {
  const shares: number[] = [];
  const answer = start((share) => shares.push(share));
  FakeRequest.last.upload.onprogress?.({ loaded: 2 });
  FakeRequest.last.upload.onprogress?.({ loaded: 9 });
  FakeRequest.last.onload();
  const response = await answer;
  expect(shares).toEqual([0.4, 1]);
  expect(FakeRequest.last.headers).toEqual({ 'Content-Type': 'text/plain' });
  expect(FakeRequest.last.sent).toBe(file);
  expect(response.status).toBe(201);
  expect(response.headers.get('Retry-After')).toBe('5');
  expect(await response.json()).toEqual({ id: 'f' });
});

it('fails as fetch does when the connection is lost or the upload is given up', async () => {
  const lost = start();
  FakeRequest.last.onerror();
  await expect(lost).rejects.toThrow(TypeError);
  const controller = new AbortController();
  const given = start(undefined, controller.signal);
  controller.abort();
  await expect(given).rejects.toMatchObject({ name: 'AbortError' });
});
