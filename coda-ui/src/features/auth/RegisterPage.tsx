import { register } from '@/api/auth';
import { t } from '@/shared/i18n/translate';
import { loginAddress } from '@/shared/navigation/addresses';
import { Field } from '@/shared/ui/Field';
import { AuthPage } from './AuthPage';

type RegisterPageProps = { redirect: string | undefined; onSignedIn: () => void };

export function RegisterPage({ redirect, onSignedIn }: RegisterPageProps) {
  return (
    <AuthPage
      onSignedIn={onSignedIn}
      title={t('Create an account')}
      action={t('Create account')}
      enter={register}
      other={{
        question: t('Been here before?'),
        address: loginAddress({ redirect }),
        title: t('Sign in'),
      }}
    >
      {(errors) => (
        <>
          <Field label={t('Name (optional)')} name="name" autoComplete="name" error={errors.name} />
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
    </AuthPage>
  );
}
