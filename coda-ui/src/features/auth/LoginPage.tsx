import { login } from '@/api/auth';
import { t } from '@/shared/i18n/translate';
import { registerAddress } from '@/shared/navigation/addresses';
import { Field } from '@/shared/ui/Field';
import { AuthPage } from './AuthPage';

type LoginPageProps = {
  redirect: string | undefined;
  onSignedIn: () => void;
  /** Whether the user has just deleted their account. */
  isDeleted?: boolean;
};

export function LoginPage({ redirect, onSignedIn, isDeleted = false }: LoginPageProps) {
  return (
    <AuthPage
      onSignedIn={onSignedIn}
      title={t('Sign in')}
      notice={isDeleted ? t('Your account was deleted.') : undefined}
      action={t('Sign in')}
      enter={login}
      other={{
        question: t('New here?'),
        address: registerAddress({ redirect }),
        title: t('Create an account'),
      }}
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
