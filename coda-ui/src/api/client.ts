import { defined } from '@/shared/defined';
import { t } from '@/shared/i18n/translate';
import { learnServerTime } from '@/shared/server-time';
import { inOwnWords } from './problems';
import type { Problem } from './schema';
import { upload } from './upload';

const BASE = '/api/v1';

/** A refusal of these is about what was typed, or says itself that the sign-in has ended. */
const CREDENTIALS = new Set(['/auth/login', '/auth/register', '/auth/refresh', '/auth/me/delete']);

/**
 * What the server, or the way to it, answered instead of success; `detail` is what people read. Status 0
 * means: not reached.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, problem: Problem, retryAfterSeconds?: number) {
    super(
      problem.detail ?? problem.title ?? t('The server answered with status {status}.', { status }),
    );
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.fields = Object.fromEntries((problem.errors ?? []).map((e) => [e.field, e.message]));
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export type RequestOptions = {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  /** A file; JSON, unless the headers name another type. */
  file?: Blob;
  /** Learns which share of the file has been sent, from 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
};

let signedOut: () => void = () => {};

/** Registers what happens when the sign-in has ended permanently. */
export function onSignedOut(listener: () => void): void {
  signedOut = listener;
}

/** Sends a request and reads its JSON answer. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** Sends a request; refreshes the sign-in once when it has expired; throws on any refusal. */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
  let response = await reach(path, options);
  if (response.status === 401 && !CREDENTIALS.has(path)) {
    if (await refresh()) response = await reach(path, options);
    if (response.status === 401 && !path.startsWith('/auth/')) signedOut();
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

async function reach(path: string, options: RequestOptions): Promise<Response> {
  const { method = 'GET', query, body, file, signal, onProgress } = options;
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  if (body !== undefined || file !== undefined) headers['Content-Type'] ??= 'application/json';
  const csrf = method === 'GET' ? undefined : csrfToken();
  if (csrf !== undefined) headers['X-CSRF-Token'] = csrf;
  try {
    const url = BASE + path + queryString(query);
    if (file !== undefined && onProgress !== undefined)
      return await upload(url, { method, headers, file, onProgress, signal });
    const response = await fetch(url, {
      method,
      headers,
      credentials: 'same-origin',
      signal: signal ?? null,
      ...defined({ body: file }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    learnServerTime(response.headers.get('Date'));
    return response;
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw unreachable();
  }
}

/** The failure of a request that did not arrive, or whose answer did not. */
export const unreachable = () =>
  new ApiError(0, {
    code: 'unreachable',
    detail: t('The server cannot be reached. Check your connection and try again.'),
  });

let refreshing: Promise<boolean> | undefined;

/**
 * One refresh serves every request that found the sign-in expired meanwhile. False: the sign-in has
 * ended. A server that only cannot refresh it now is an error like any other.
 */
function refresh(): Promise<boolean> {
  refreshing ??= reach('/auth/refresh', { method: 'POST' })
    .then(async (response) => {
      if (response.status === 429 || response.status >= 500) throw await refusal(response);
      return response.ok;
    })
    .finally(() => {
      refreshing = undefined;
    });
  return refreshing;
}

async function refusal(response: Response): Promise<ApiError> {
  const problem: Problem = await response.json().catch(() => ({}));
  const wait = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new ApiError(response.status, inOwnWords(problem), Number.isNaN(wait) ? undefined : wait);
}

/** Over https the cookie has the prefix; a plain one may be left over from http then. */
const CSRF_COOKIES = ['__Host-coda_csrf', 'coda_csrf'];

/** Whether there are cookies of a sign-in, be it over or not. */
export const hasSignedIn = () => csrfToken() !== undefined;

function csrfToken(): string | undefined {
  const cookies = document.cookie.split('; ');
  for (const name of CSRF_COOKIES) {
    const cookie = cookies.find((c) => c.startsWith(`${name}=`));
    if (cookie !== undefined) return decodeURIComponent(cookie.slice(name.length + 1));
  }
  return undefined;
}

function queryString(query: RequestOptions['query']): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)] as [string, string]))}`;
}
