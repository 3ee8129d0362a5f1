import type { ReactNode } from 'react';
import type { Credentials } from '@/api/auth';
import { Button } from '@/shared/ui/Button';
import { credentialsOf } from './credentials';
import { SignInError } from './SignInError';
import { useSignIn } from './useSignIn';

type CredentialsFormProps = {
  action: string;
  enter: (credentials: Credentials) => Promise<unknown>;
  onSignedIn: () => void;
  /** The fields, each with what is wrong with it. */
  children: (errors: Readonly<Record<string, string>>) => ReactNode;
};

/** What signing in and registering have in common. */
export function CredentialsForm({ action, enter, onSignedIn, children }: CredentialsFormProps) {
  const { submit, isPending, fields, message, retryAfterSeconds } = useSignIn(enter, onSignedIn);
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit(credentialsOf(event.currentTarget));
      }}
    >
      <SignInError message={message} retryAfterSeconds={retryAfterSeconds} />
      {children(fields)}
      <Button type="submit" look="primary" busy={isPending} className="min-h-11 w-full">
        {action}
      </Button>
    </form>
  );
}
