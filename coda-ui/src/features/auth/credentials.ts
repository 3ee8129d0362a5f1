import type { Credentials } from '@/api/auth';

/** Reads a sign-in form; an empty name is not a name. */
export function credentialsOf(form: HTMLFormElement): Credentials {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '');
  const name = text('name').trim();
  return {
    email: text('email').trim(),
    password: text('password'),
    ...(name === '' ? {} : { name }),
  };
}
