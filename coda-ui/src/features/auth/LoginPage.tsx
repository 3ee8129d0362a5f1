import { Link } from '@tanstack/react-router';
import { login } from '@/api/auth';
import { Button } from '@/shared/ui/Button';
import { Field } from '@/shared/ui/Field';
import { AuthPage } from './AuthPage';
import { credentialsOf } from './credentials';
import { SignInError } from './SignInError';
import { useSignIn } from './useSignIn';

type LoginPageProps = { redirect: string | undefined; onSignedIn: () => void };

export function LoginPage({ redirect, onSignedIn }: LoginPageProps) {
  const { submit, isPending, fields, message, retryAfterSeconds } = useSignIn(login, onSignedIn);
  return (
    <AuthPage
      title="Sign in"
      footer={
        <>
          New here?{' '}
          <Link to="/register" search={{ redirect }} className="text-accent underline">
            Create an account
          </Link>
        </>
      }
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(credentialsOf(event.currentTarget));
        }}
      >
        <SignInError message={message} retryAfterSeconds={retryAfterSeconds} />
        <Field
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
          error={fields.email}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={fields.password}
        />
        <Button type="submit" look="primary" busy={isPending} className="min-h-11 w-full">
          Sign in
        </Button>
      </form>
    </AuthPage>
  );
}
