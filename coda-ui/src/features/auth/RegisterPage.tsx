import { Link } from '@tanstack/react-router';
import { register } from '@/api/auth';
import { Field } from '@/shared/ui/Field';
import { AuthPage } from './AuthPage';
import { CredentialsForm } from './CredentialsForm';

type RegisterPageProps = { redirect: string | undefined; onSignedIn: () => void };

export function RegisterPage({ redirect, onSignedIn }: RegisterPageProps) {
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
      <CredentialsForm action="Create account" enter={register} onSignedIn={onSignedIn}>
        {(errors) => (
          <>
            <Field label="Name (optional)" name="name" autoComplete="name" error={errors.name} />
            <Field
              label="Email"
              name="email"
              type="email"
              autoComplete="username"
              required
              error={errors.email}
            />
            <Field
              label="Password"
              name="password"
              type="password"
              autoComplete="new-password"
              minLength={10}
              required
              hint="At least 10 characters."
              error={errors.password}
            />
          </>
        )}
      </CredentialsForm>
    </AuthPage>
  );
}
