import { defined } from '../defined';

/** The pages, and what their addresses say. */
export type Place =
  | { page: 'login'; redirect: string | undefined; isDeleted: boolean }
  | { page: 'register'; redirect: string | undefined }
  | { page: 'shared'; token: string }
  /** `find` are words that the chat was found by, and `at` is the message that holds them. */
  | {
      page: 'chat';
      sessionId: string | undefined;
      find: string | undefined;
      at: string | undefined;
    }
  | { page: 'analytics' }
  | { page: 'missing' };

export const NEW_CHAT = '/';
export const ANALYTICS = '/analytics';

export const chatAddress = (sessionId: string, found: { find?: string; at?: string } = {}) =>
  withSearch(`/sessions/${encodeURIComponent(sessionId)}`, found);

/** Where to sign in. `redirect` is the address to continue at afterwards. */
export const loginAddress = (search: { redirect?: string | undefined; deleted?: true } = {}) =>
  withSearch('/login', search);

export const registerAddress = (search: { redirect?: string | undefined } = {}) =>
  withSearch('/register', search);

/** Reads an address of this site. */
export function placeOf(address: string): Place {
  const { pathname, searchParams } = new URL(address, 'http://coda');
  const value = (name: string) => searchParams.get(name) ?? undefined;
  const redirect = returnPath(value('redirect'));
  const path = pathname.replace(/(?<=.)\/$/, '');
  switch (path) {
    case '/':
      return { page: 'chat', sessionId: undefined, find: undefined, at: undefined };
    case ANALYTICS:
      return { page: 'analytics' };
    case '/login':
      return { page: 'login', redirect, isDeleted: searchParams.has('deleted') };
    case '/register':
      return { page: 'register', redirect };
  }
  const sessionId = segmentAfter('/sessions/', path);
  if (sessionId !== undefined)
    return { page: 'chat', sessionId, find: value('find'), at: value('at') };
  const token = segmentAfter('/shared/', path);
  return token === undefined ? { page: 'missing' } : { page: 'shared', token };
}

/** Whether the same code shows both addresses. */
export const isOnePage = (from: string, to: string) => placeOf(from).page === placeOf(to).page;

/** Only a path of this site; anything else could send a user who signs in to another one. */
const returnPath = (path: string | undefined) =>
  path !== undefined && /^\/(?![/\\])/.test(path) ? path : undefined;

function segmentAfter(start: string, path: string): string | undefined {
  const segment = path.startsWith(start) ? path.slice(start.length) : '';
  if (segment === '' || segment.includes('/')) return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function withSearch(path: string, search: Readonly<Record<string, unknown>>): string {
  const values = new URLSearchParams(
    Object.entries(defined(search)).map(([name, value]) => [name, String(value)]),
  );
  return values.size === 0 ? path : `${path}?${values}`;
}
