// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DeleteAccount } from './DeleteAccount';

const onDeleted = vi.fn();

let sent: string[] = [];
let answer: () => Response;

beforeEach(() => {
  sent = [];
  answer = () => new Response(null, { status: 204 });
  onDeleted.mockReset();
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', body }: RequestInit = {}) => {
    sent.push(`${method} ${url} ${body ?? ''}`.trim());
    return method === 'GET' ? Response.json({ id: 'ada' }) : answer();
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <DeleteAccount onDeleted={onDeleted} />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

function confirm(password: string) {
  press('Delete account…');
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: password } });
  press('Delete permanently');
}

it('says what goes, and asks before it does anything', () => {
  expect(screen.getByText(/Deletes your chats, files, settings/)).toBeTruthy();
  press('Delete account…');
  press('Keep');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(sent).toEqual([]);
});

it('deletes the account with the password, after the sign-in was renewed', async () => {
  confirm('correct horse');
  await vi.waitFor(() => expect(onDeleted).toHaveBeenCalledOnce());
  expect(sent).toEqual([
    'GET /api/v1/auth/me',
    'POST /api/v1/auth/me/delete {"password":"correct horse"}',
  ]);
});

it('says that the password is wrong, and tries it once', async () => {
  answer = () => Response.json({ code: 'unauthorized' }, { status: 401 });
  confirm('wrong horse');
  expect(await screen.findByText('The password is wrong.')).toBeTruthy();
  expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).toBe('true');
  expect(sent).toHaveLength(2);
  expect(onDeleted).not.toHaveBeenCalled();
});

it('says why it is not possible now', async () => {
  answer = () => Response.json({ detail: 'Too many failed sign-ins.' }, { status: 429 });
  confirm('correct horse');
  expect((await screen.findByRole('alert')).textContent).toBe('Too many failed sign-ins.');
});
