// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { useChatStore } from '@/store/chatStore';
import {
  address,
  CHAT,
  closeApp,
  FakeServer,
  heading,
  openApp,
  press,
  problem,
  write,
} from './app-fixture';

afterEach(closeApp);

function signedOut() {
  const server = new FakeServer();
  server.isSignedIn = false;
  return server;
}

async function signIn() {
  await heading('Sign in');
  write('Email', 'ada@example.org');
  write('Password', 'correct horse');
  press('Sign in');
}

it('asks for the sign-in, and then shows the place that was wanted', async () => {
  openApp('/sessions/bread?find=rye', signedOut());
  await signIn();
  await heading(CHAT.title);
  expect(address()).toBe('/sessions/bread?find=rye');
});

it('keeps the wanted place for somebody who has no account yet', async () => {
  openApp('/analytics', signedOut());
  fireEvent.click(await screen.findByRole('link', { name: 'Create an account' }));
  await heading('Create an account');
  expect(address()).toBe('/register?redirect=%2Fanalytics');
});

it('asks again when the sign-in ends on the way, and comes back to the same place', async () => {
  const server = openApp('/sessions/bread');
  await heading(CHAT.title);
  useChatStore.setState({ drafts: { bread: 'half a sentence' } });
  server.isSignedIn = false;
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'rye' } });

  await signIn();
  await heading(CHAT.title);
  expect(address()).toBe('/sessions/bread');
  expect(screen.getByRole('textbox', { name: 'Message' })).toHaveProperty(
    'value',
    'half a sentence',
  );
});

it('knows no other addresses, and leads from there to the chats', async () => {
  openApp('/nowhere/at/all');
  await heading('This page does not exist');
  fireEvent.click(screen.getByRole('link', { name: 'Go to your chats' }));
  await heading('New chat');
});

it('says why it cannot be opened, and opens when that is over', async () => {
  const server = new FakeServer();
  server.answers = { 'GET /auth/me': () => problem(403, 'forbidden', 'This account is closed.') };
  openApp('/sessions/bread', server);
  await heading('Coda could not open this page');
  expect(screen.getByRole('alert').textContent).toContain('This account is closed.');

  server.answers = {};
  press('Try again');
  await heading(CHAT.title);
});
