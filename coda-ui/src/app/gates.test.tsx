// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { currentAddress } from '@/shared/navigation/location';
import { useChatStore } from '@/store/chatStore';
import { LeavingIfSignedIn, SignedIn } from './gates';

beforeEach(() => history.replaceState(null, '', '/sessions/s'));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  // biome-ignore lint/suspicious/noDocumentCookie: the page itself reads cookies in this way
  document.cookie = 'coda_csrf=; max-age=0; path=/';
});

const show = (page: ReactNode) =>
  render(<QueryClientProvider client={new QueryClient()}>{page}</QueryClientProvider>);

const answer = (body: object, status = 200) =>
  vi.stubGlobal('fetch', async () => Response.json(body, { status }));

const haveCookies = () => {
  // biome-ignore lint/suspicious/noDocumentCookie: the page itself reads cookies in this way
  document.cookie = 'coda_csrf=token; path=/';
};

it('shows a page to its user, with what the user has left in the browser', async () => {
  answer({ id: 'ada' });
  show(<SignedIn address="/sessions/s">page</SignedIn>);
  expect(screen.queryByText('page')).toBeNull();
  await screen.findByText('page');
  expect(useChatStore.getState().owner).toBe('ada');
});

it('leads others to the page to sign in at, and remembers where they were', async () => {
  answer({}, 401);
  show(<SignedIn address="/sessions/s">page</SignedIn>);
  await waitFor(() => expect(currentAddress()).toBe('/login?redirect=%2Fsessions%2Fs'));
  expect(screen.queryByText('page')).toBeNull();
});

it('offers to try again where the server does not say who the user is', async () => {
  answer({ detail: 'Not now.' }, 503);
  show(<SignedIn address="/sessions/s">page</SignedIn>);
  await screen.findByText('Not now.');
  expect(currentAddress()).toBe('/sessions/s');
  answer({ id: 'ada' });
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('page');
});

it('leads a user who has signed in away from the page for that', async () => {
  haveCookies();
  answer({ id: 'ada' });
  show(<LeavingIfSignedIn redirect="/analytics">form</LeavingIfSignedIn>);
  await waitFor(() => expect(currentAddress()).toBe('/analytics'));
  expect(screen.queryByText('form')).toBeNull();
});

it('shows the page to sign in at where the sign-in is over, or never was', async () => {
  show(<LeavingIfSignedIn redirect={undefined}>form</LeavingIfSignedIn>);
  expect(screen.getByText('form')).toBeTruthy();
  cleanup();
  haveCookies();
  answer({}, 401);
  show(<LeavingIfSignedIn redirect={undefined}>form</LeavingIfSignedIn>);
  expect(screen.queryByText('form')).toBeNull();
  await screen.findByText('form');
});
