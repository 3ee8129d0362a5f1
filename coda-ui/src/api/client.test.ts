import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { serverNow } from '@/shared/server-time';
import { ApiError, onSignedOut, request } from './client';

type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

/** Answers by method and path, each list in turn; its last answer stays. */
function serve(routes: Record<string, Answer[]>) {
  const calls: { call: string; headers: Headers }[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const call = `${init.method} ${url.replace('/api/v1', '')}`;
    calls.push({ call, headers: new Headers(init.headers) });
    const answers = routes[call] ?? [{ status: 404 }];
    const { status, body, headers } = (answers.length > 1 ? answers.shift() : answers[0]) as Answer;
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: headers ?? {},
    });
  });
  return calls;
}

const signedOut = vi.fn();

beforeEach(() => {
  vi.stubGlobal('document', { cookie: 'other=1; coda_csrf=a%2Bb' });
  signedOut.mockReset();
  onSignedOut(signedOut);
});

afterEach(() => vi.unstubAllGlobals());

it('sends the token from the cookie with writes only', async () => {
  const calls = serve({
    'GET /sessions': [{ status: 200, body: {} }],
    'DELETE /sessions/1': [{ status: 204 }],
  });
  await request('/sessions');
  await request('/sessions/1', { method: 'DELETE' });
  expect(calls.map(({ headers }) => headers.get('X-CSRF-Token'))).toEqual([null, 'a+b']);
});

it('prefers the token of the cookie that is bound to the host', async () => {
  vi.stubGlobal('document', { cookie: 'coda_csrf=old; __Host-coda_csrf=new' });
  const calls = serve({ 'DELETE /sessions/1': [{ status: 204 }] });
  await request('/sessions/1', { method: 'DELETE' });
  expect(calls.map(({ headers }) => headers.get('X-CSRF-Token'))).toEqual(['new']);
});

it('refreshes an expired sign-in once for all who wait, and repeats', async () => {
  const calls = serve({
    'GET /a': [{ status: 401 }, { status: 200, body: 'a' }],
    'GET /b': [{ status: 401 }, { status: 200, body: 'b' }],
    'POST /auth/refresh': [{ status: 200 }],
  });
  expect(await Promise.all([request('/a'), request('/b')])).toEqual(['a', 'b']);
  expect(calls.filter(({ call }) => call === 'POST /auth/refresh')).toHaveLength(1);
  expect(signedOut).not.toHaveBeenCalled();
});

it('says that the sign-in has ended when it cannot be refreshed', async () => {
  serve({ 'GET /a': [{ status: 401 }], 'POST /auth/refresh': [{ status: 401 }] });
  await expect(request('/a')).rejects.toMatchObject({ status: 401 });
  expect(signedOut).toHaveBeenCalledOnce();
});

it('leaves a refused sign-in to the page that asked for it', async () => {
  const calls = serve({ 'POST /auth/login': [{ status: 401, body: { detail: 'Wrong.' } }] });
  await expect(request('/auth/login', { method: 'POST', body: {} })).rejects.toThrow('Wrong.');
  expect(calls).toHaveLength(1);
  expect(signedOut).not.toHaveBeenCalled();
});

it('says what has happened, which fields, and how long to wait', async () => {
  const body = {
    detail: 'Too many.',
    code: 'rate_limited',
    errors: [{ field: 'email', message: 'is not an address' }],
  };
  serve({ 'GET /a': [{ status: 429, body, headers: { 'Retry-After': '7' } }] });
  const error = await request('/a').catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    message: 'There were too many requests. Please wait a moment.',
    code: 'rate_limited',
    fields: { email: 'is not an address' },
    retryAfterSeconds: 7,
  });
});

it('refreshes an expired sign-in when it asks who is signed in', async () => {
  serve({
    'GET /auth/me': [{ status: 401 }, { status: 200, body: { id: 'ada' } }],
    'POST /auth/refresh': [{ status: 200 }],
  });
  expect(await request('/auth/me')).toEqual({ id: 'ada' });
});

it('does not end the sign-in because the server could not refresh it just now', async () => {
  serve({
    'GET /a': [{ status: 401 }],
    'POST /auth/refresh': [{ status: 503, body: { detail: 'Starting.' } }],
  });
  await expect(request('/a')).rejects.toThrow('Starting.');
  expect(signedOut).not.toHaveBeenCalled();
});

it('learns the time by which the server answers', async () => {
  const hour = 3_600_000;
  serve({
    'GET /sessions': [
      { status: 200, body: {}, headers: { Date: new Date(Date.now() + hour).toUTCString() } },
      { status: 200, body: {}, headers: { Date: new Date().toUTCString() } },
    ],
  });
  await request('/sessions');
  expect(serverNow() - Date.now()).toBeGreaterThan(hour - 2_000);
  await request('/sessions');
  expect(serverNow() - Date.now()).toBeLessThan(2_000);
});
