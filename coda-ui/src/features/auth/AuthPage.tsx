import type { ReactNode } from 'react';
import { t } from '@/shared/i18n/translate';
import { Logo } from '@/shared/ui/Logo';

type AuthPageProps = { title: string; children: ReactNode; footer: ReactNode };

/** The frame that signing in and registering share. */
export function AuthPage({ title, children, footer }: AuthPageProps) {
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
          {children}
        </div>
        <p className="mt-4 text-center text-soft text-sm">{footer}</p>
      </div>
    </main>
  );
}
