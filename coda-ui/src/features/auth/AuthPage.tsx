import type { ComponentProps } from 'react';
import { t } from '@/shared/i18n/translate';
import { Link } from '@/shared/navigation/Link';
import { Logo } from '@/shared/ui/Logo';
import { CredentialsForm } from './CredentialsForm';

type AuthPageProps = ComponentProps<typeof CredentialsForm> & {
  title: string;
  /** What has just happened. */
  notice?: string | undefined;
  /** The page for everybody else, and the question that leads there. */
  other: { question: string; address: string; title: string };
};

/** The page that signing in and registering share. */
export function AuthPage({ title, notice, other, ...form }: AuthPageProps) {
  return (
    <main className="flex min-h-dvh items-center justify-center bg-sunken p-4">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-3">
          <Logo size={32} />
          <div>
            <p className="font-semibold text-lg leading-tight">Coda</p>
            <p className="text-soft text-sm">{t('Agents that show their work')}</p>
          </div>
        </div>
        <div className="rounded-2xl border border-line bg-raised p-6 shadow-float">
          <h1 className="mb-4 font-semibold text-xl tracking-tight">{title}</h1>
          {notice !== undefined && (
            <p role="status" className="mb-4 text-soft text-sm">
              {notice}
            </p>
          )}
          <CredentialsForm {...form} />
        </div>
        <p className="mt-4 text-center text-soft text-sm">
          {other.question}{' '}
          <Link to={other.address} className="text-accent underline">
            {other.title}
          </Link>
        </p>
      </div>
    </main>
  );
}
