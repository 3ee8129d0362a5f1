import { ApiError, request } from './client';
import type { Page, Session } from './schema';
import { exportSession } from './sessions';

/** The server answers a limited number of requests in a minute, and says when the next one may come. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const wait = error instanceof ApiError ? error.retryAfterSeconds : undefined;
      if (wait === undefined) throw error;
      await new Promise((go) => setTimeout(go, wait * 1000));
    }
  }
}

/** All chats of a user in one file, each as it is exported alone. */
export async function exportAll(onProgress: (done: number, all: number) => void): Promise<Blob> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<Session> = await patiently(() =>
      request('/sessions', { query: { limit: 100, cursor } }),
    );
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next_cursor;
  } while (cursor !== undefined);

  const files: BlobPart[] = [];
  for (const [done, id] of ids.entries()) {
    onProgress(done, ids.length);
    if (done > 0) files.push(',\n');
    files.push(await patiently(() => exportSession(id, 'json')));
  }
  return new Blob(['[', ...files, ']\n'], { type: 'application/json' });
}
