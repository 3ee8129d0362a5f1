import { t } from '@/shared/i18n/translate';
import { NEW_CHAT } from '@/shared/navigation/addresses';
import { Link } from '@/shared/navigation/Link';
import { Logo } from '@/shared/ui/Logo';

export function NotFoundRoute() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <Logo size={36} />
      <h1 className="font-semibold text-xl">{t('This page does not exist')}</h1>
      <Link to={NEW_CHAT} className="text-accent underline">
        {t('Go to your chats')}
      </Link>
    </main>
  );
}
