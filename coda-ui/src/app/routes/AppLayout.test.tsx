// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { useChatStore } from '@/store/chatStore';
import { useSettings } from '@/store/settingsStore';
import {
  address,
  CHAT,
  closeApp,
  FakeServer,
  heading,
  openApp,
  press,
  problem,
} from '../app-fixture';

afterEach(closeApp);

const key = (name: string, held: { ctrlKey?: boolean; shiftKey?: boolean } = {}) =>
  fireEvent.keyDown(document.body, { key: name, ...held });
const sideBar = () => screen.queryByRole('complementary', { name: 'Side bar' });

async function openAccount(item: string) {
  press(/^Account of/);
  fireEvent.click(await screen.findByRole('menuitem', { name: item }));
}

it('lists the chats beside every page, and opens them', async () => {
  openApp('/analytics');
  fireEvent.click(await screen.findByRole('link', { name: CHAT.title }));
  await heading(CHAT.title);
  expect(address()).toBe(`/sessions/${CHAT.id}`);
});

it('says so where there are no chats yet', async () => {
  const server = new FakeServer();
  server.answers = { 'GET /sessions': () => Response.json({ items: [] }) };
  openApp('/', server);
  await screen.findByText('Your chats will be listed here.');
});

it('closes the side bar by a key, opens it by a button, and remembers that', async () => {
  openApp('/');
  await heading('What can I help with?');
  key('b', { ctrlKey: true });
  expect(sideBar()).toBeNull();
  expect(useSettings.getState().sidebarOpen).toBe(false);
  press(/^Open the side bar/);
  expect(sideBar()).not.toBeNull();
});

it('has a drawer in a narrow window, which closes when a chat is chosen', async () => {
  openApp('/', new FakeServer(), false);
  await heading('What can I help with?');
  expect(sideBar()).toBeNull();
  press(/^Open the side bar/);
  const drawer = await screen.findByRole('dialog', { name: 'Side bar' });
  fireEvent.click(await within(drawer).findByRole('link', { name: CHAT.title }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(address()).toBe(`/sessions/${CHAT.id}`);
});

it('begins a chat by a key', async () => {
  openApp('/analytics');
  await heading('Analytics');
  key('o', { ctrlKey: true, shiftKey: true });
  await heading('What can I help with?');
});

it('finds chats and commands by typing', async () => {
  openApp('/');
  await heading('What can I help with?');
  key('k', { ctrlKey: true });
  const palette = await screen.findByRole('dialog', { name: 'Search chats and commands' });
  const search = within(palette).getByRole('combobox');
  fireEvent.change(search, { target: { value: 'bread' } });
  await within(palette).findByRole('option', { name: /Bread for a week/ });
  fireEvent.keyDown(search, { key: 'Enter' });
  await waitFor(() => expect(address()).toBe(`/sessions/${CHAT.id}`));
});

it.each([
  ['theme: dark', () => expect(useSettings.getState().theme).toBe('dark')],
  ['side bar', () => expect(sideBar()).toBeNull()],
  ['analytics', () => expect(address()).toBe('/analytics')],
])('runs the command “%s”', async (words, expected) => {
  openApp('/');
  await heading('What can I help with?');
  key('k', { ctrlKey: true });
  const search = await screen.findByRole('combobox', { name: 'Chats and commands' });
  fireEvent.change(search, { target: { value: words } });
  fireEvent.keyDown(search, { key: 'Enter' });
  await waitFor(expected);
});

it('lists its keys', async () => {
  openApp('/');
  await heading('What can I help with?');
  key('?', { shiftKey: true });
  const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  expect(within(sheet).getByText('Ctrl+K')).toBeDefined();
});

it('opens the settings from the account', async () => {
  openApp('/');
  await heading('What can I help with?');
  await openAccount('Settings…');
  const settings = await screen.findByRole('dialog', { name: 'Settings' });
  fireEvent.click(within(settings).getByRole('button', { name: 'Done' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('signs out, and leaves nothing of the user in the page', async () => {
  const server = openApp('/sessions/bread');
  await heading(CHAT.title);
  useChatStore.setState({ drafts: { bread: 'half a sentence' } });
  server.answers = { 'POST /auth/logout': () => new Response(null, { status: 204 }) };
  await openAccount('Sign out');
  await heading('Sign in');
  await waitFor(() => expect(useChatStore.getState().drafts).toEqual({}));
  expect(address()).toBe('/login');
});

it('says that somebody is still signed in whose sign-out failed', async () => {
  const server = openApp('/');
  await heading('What can I help with?');
  server.answers = { 'POST /auth/logout': () => problem(400, 'bad_request', 'Not now.') };
  await openAccount('Sign out');
  expect((await screen.findByRole('alert')).textContent).toBe('You are still signed in. Not now.');
  expect(address()).toBe('/');
});

it('shows the figures of the organization, and names the tab', async () => {
  openApp('/');
  await heading('What can I help with?');
  await openAccount('Analytics');
  await heading('Analytics');
  expect(document.title).toBe('Analytics · Coda');
});
