// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { LoginPage } from './LoginPage';
import { RegisterPage } from './RegisterPage';

const onSignedIn = vi.fn();

afterEach(() => {
  cleanup();
  onSignedIn.mockReset();
  vi.unstubAllGlobals();
});

/** A server that answers a sign-in, and then knows who is signed in. */
function serve(answer: () => Response) {
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    if (url.endsWith('/auth/me')) return Response.json({ id: 'ada' });
    sent.push([url, JSON.parse(String(init.body))]);
    return answer();
  });
  return sent;
}

async function show(page: ReactNode) {
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      {page}
    </QueryClientProvider>,
  );
  await screen.findByRole('heading');
}

const fill = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

it('signs in and continues', async () => {
  const sent = serve(() => Response.json({}));
  await show(<LoginPage redirect="/sessions/s" onSignedIn={onSignedIn} />);
  fill('Email', 'ada@example.org');
  fill('Password', 'correct horse');
  press('Sign in');
  await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  expect(sent).toEqual([
    ['/api/v1/auth/login', { email: 'ada@example.org', password: 'correct horse' }],
  ]);
});

it('keeps the way back for somebody who has no account yet', async () => {
  await show(<LoginPage redirect="/sessions/s" onSignedIn={onSignedIn} />);
  expect(screen.getByRole('link', { name: 'Create an account' }).getAttribute('href')).toBe(
    '/register?redirect=%2Fsessions%2Fs',
  );
});

it('says what was wrong as a whole', async () => {
  serve(() => Response.json({ code: 'unauthorized', detail: 'Wrong.' }, { status: 401 }));
  await show(<LoginPage redirect={undefined} onSignedIn={onSignedIn} />);
  fill('Email', 'ada@example.org');
  fill('Password', 'wrong');
  press('Sign in');
  expect((await screen.findByRole('alert')).textContent).toContain(
    'email address or the password is wrong.',
  );
  expect(onSignedIn).not.toHaveBeenCalled();
});

it('says at a field what is wrong with it', async () => {
  serve(() =>
    Response.json(
      {
        code: 'validation_failed',
        errors: [{ field: 'password', message: 'must have 10 to 1024 characters' }],
      },
      { status: 400 },
    ),
  );
  await show(<RegisterPage redirect={undefined} onSignedIn={onSignedIn} />);
  fill('Email', 'ada@example.org');
  fill('Password', 'short');
  press('Create account');
  await waitFor(() =>
    expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).toBe('true'),
  );
  expect(screen.getByText('must have 10 to 1024 characters')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('registers without a name', async () => {
  const sent = serve(() => Response.json({}));
  await show(<RegisterPage redirect={undefined} onSignedIn={onSignedIn} />);
  fill('Email', 'ada@example.org');
  fill('Password', 'correct horse');
  press('Create account');
  await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  expect(sent).toEqual([
    ['/api/v1/auth/register', { email: 'ada@example.org', password: 'correct horse' }],
  ]);
});

it('says that the account was deleted', async () => {
  await show(<LoginPage redirect={undefined} onSignedIn={onSignedIn} isDeleted />);
  expect(screen.getByRole('status').textContent).toBe('Your account was deleted.');
});

it('says that an address has an account already', async () => {
  serve(() => Response.json({ code: 'conflict', detail: 'Taken.' }, { status: 409 }));
  await show(<RegisterPage redirect={undefined} onSignedIn={onSignedIn} />);
  fill('Email', 'ada@example.org');
  fill('Password', 'correct horse battery');
  press('Create account');
  expect((await screen.findByRole('alert')).textContent).toContain('There is an account with');
});
