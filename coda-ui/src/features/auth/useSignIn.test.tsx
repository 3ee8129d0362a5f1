// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import { useSignIn } from './useSignIn';

afterEach(() => vi.unstubAllGlobals());

function showSignIn(enter: () => Promise<unknown>) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return renderHook(() => useSignIn(enter, () => {}), {
    wrapper: ({ children }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  }).result;
}

const submit = (hook: { current: ReturnType<typeof useSignIn> }) =>
  act(async () => hook.current.submit({ email: 'ada@example.org', password: 'secret' }));

it('says that the browser dropped the cookies of an insecure address', async () => {
  vi.stubGlobal('fetch', async () => new Response('{}', { status: 401 }));
  vi.stubGlobal('isSecureContext', false);
  const hook = showSignIn(async () => ({}));
  await submit(hook);
  await waitFor(() => expect(hook.current.message).toMatch(/https/));
});

it('says how long a throttled sign-in has to wait', async () => {
  const hook = showSignIn(() => Promise.reject(new ApiError(429, { detail: 'Too many.' }, 30)));
  await submit(hook);
  await waitFor(() => expect(hook.current.message).toBe('Too many.'));
  expect(hook.current.retryAfterSeconds).toBe(30);
});
