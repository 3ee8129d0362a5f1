import { Link } from '@tanstack/react-router';
import { login } from '@/api/auth';
import { t } from '@/shared/i18n/translate';
import { Field } from '@/shared/ui/Field';
import { AuthPage } from './AuthPage';
import { CredentialsForm } from './CredentialsForm';

type LoginPageProps = { redirect: string | undefined; onSignedIn: () => void };

export function LoginPage({ redirect, onSignedIn }: LoginPageProps) {
  return (
    <AuthPage
      title={t('Sign in')}
      footer={
        <>
          {t('New here?')}{' '}
          <Link to="/register" search={{ redirect }} className="text-accent underline">
            {t('Create an account')}
          </Link>
        </>
      }
    >
      <CredentialsForm action={t('Sign in')} enter={login} onSignedIn={onSignedIn}>
        {(errors) => (
          <>
            <Field
              label={t('Email')}
              name="email"
              type="email"
              autoComplete="username"
              required
              autoFocus
              error={errors.email}
            />
            <Field
              label={t('Password')}
              name="password"
              type="password"
              autoComplete="current-password"
              required
              error={errors.password}
            />
          </>
        )}
      </CredentialsForm>
    </AuthPage>
  );
}
