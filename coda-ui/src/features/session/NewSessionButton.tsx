import { SquarePen } from 'lucide-react';
import { t } from '@/shared/i18n/translate';
import { NEW_CHAT } from '@/shared/navigation/addresses';
import { Link } from '@/shared/navigation/Link';

/** Opens an empty chat. The session itself is made with its first message. */
export function NewSessionButton({ onSelected }: { onSelected: () => void }) {
  return (
    <Link
      to={NEW_CHAT}
      onClick={onSelected}
      title={t('New chat (Ctrl+Shift+O)')}
      className="flex min-h-9 items-center gap-2.5 rounded-lg border border-line bg-raised px-3 font-medium text-sm hover:border-accent hover:bg-accent-tint pointer-coarse:min-h-11"
    >
      <SquarePen size={15} aria-hidden className="text-accent" />
      {t('New chat')}
    </Link>
  );
}
