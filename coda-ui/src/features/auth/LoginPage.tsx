import { login } from '@/api/auth';
import { t } from '@/shared/i18n/translate';
import { Field } from '@/shared/ui/Field';
import { AuthPage } from './AuthPage';

type LoginPageProps = { redirect: string | undefined; onSignedIn: () => void };

export function LoginPage(props: LoginPageProps) {
  return (
    <AuthPage
      {...props}
      title={t('Sign in')}
      action={t('Sign in')}
      enter={login}
      other={{ question: t('New here?'), to: '/register', title: t('Create an account') }}
    >
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
    </AuthPage>
  );
}
