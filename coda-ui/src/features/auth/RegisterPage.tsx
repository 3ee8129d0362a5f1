import { Link } from '@tanstack/react-router';
import { register } from '@/api/auth';
import { Button } from '@/shared/ui/Button';
import { Field } from '@/shared/ui/Field';
import { AuthPage } from './AuthPage';
import { credentialsOf } from './credentials';
import { SignInError } from './SignInError';
import { useSignIn } from './useSignIn';

type RegisterPageProps = { redirect: string | undefined; onSignedIn: () => void };

export function RegisterPage({ redirect, onSignedIn }: RegisterPageProps) {
  const { submit, isPending, fields, message, retryAfterSeconds } = useSignIn(register, onSignedIn);
  return (
    <AuthPage
      title="Create an account"
      footer={
        <>
          Been here before?{' '}
          <Link to="/login" search={{ redirect }} className="text-accent underline">
            Sign in
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
        <Field label="Name (optional)" name="name" autoComplete="name" error={fields.name} />
        <Field
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          required
          error={fields.email}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={10}
          required
          hint="At least 10 characters."
          error={fields.password}
        />
        <Button type="submit" look="primary" busy={isPending} className="min-h-11 w-full">
          Create account
        </Button>
      </form>
    </AuthPage>
  );
}
