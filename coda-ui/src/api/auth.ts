import { queryOptions } from '@tanstack/react-query';
import { msg, t } from '@/shared/i18n/translate';
import { ApiError, request } from './client';
import type { ProblemCode, User } from './schema';

export type Credentials = { email: string; password: string; name?: string };

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => request<User>('/auth/me', { signal }),
  staleTime: 5 * 60_000,
});

export const login = (body: Credentials) =>
  request<{ user: User }>('/auth/login', { method: 'POST', body }).catch(
    meaning('unauthorized', msg('The email address or the password is wrong.')),
  );

export const register = (body: Credentials) =>
  request<{ user: User }>('/auth/register', { method: 'POST', body }).catch(
    meaning('conflict', msg('There is an account with this email address already.')),
  );

/** Gives a code its meaning at one address. */
function meaning(code: ProblemCode, words: string): (error: Error) => never {
  return (error) => {
    if (!(error instanceof ApiError) || error.code !== code) throw error;
    throw new ApiError(error.status, { code, detail: t(words) }, error.retryAfterSeconds);
  };
}

/** Ends the sign-in; one that has ended already is not a failure. */
export const logout = () =>
  request<void>('/auth/logout', { method: 'POST' }).catch((error: Error) => {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
  });

/** Deletes the account permanently. A 401 is about the password, so the sign-in is renewed first. */
export const deleteAccount = async (password: string) => {
  await request<User>('/auth/me');
  await request<void>('/auth/me/delete', { method: 'POST', body: { password } });
};
