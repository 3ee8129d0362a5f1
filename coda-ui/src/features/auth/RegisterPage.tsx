import { Link } from '@tanstack/react-router';
import { register } from '@/api/auth';
import { t } from '@/shared/i18n/translate';
import { Field } from '@/shared/ui/Field';
import { AuthPage } from './AuthPage';
import { CredentialsForm } from './CredentialsForm';

type RegisterPageProps = { redirect: string | undefined; onSignedIn: () => void };

export function RegisterPage({ redirect, onSignedIn }: RegisterPageProps) {
  return (
    <AuthPage
      title={t('Create an account')}
      footer={
        <>
          {t('Been here before?')}{' '}
          <Link to="/login" search={{ redirect }} className="text-accent underline">
            {t('Sign in')}
          </Link>
        </>
      }
    >
      <CredentialsForm action={t('Create account')} enter={register} onSignedIn={onSignedIn}>
        {(errors) => (
          <>
            <Field
              label={t('Name (optional)')}
              name="name"
              autoComplete="name"
              error={errors.name}
            />
            <Field
              label={t('Email')}
              name="email"
              type="email"
              autoComplete="username"
              required
              error={errors.email}
            />
            <Field
              label={t('Password')}
              name="password"
              type="password"
              autoComplete="new-password"
              minLength={10}
              required
              hint={t('At least 10 characters.')}
              error={errors.password}
            />
          </>
        )}
      </CredentialsForm>
    </AuthPage>
  );
}
