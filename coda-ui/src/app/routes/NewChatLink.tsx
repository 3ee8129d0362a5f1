import { SquarePen } from 'lucide-react';
import { t } from '@/shared/i18n/translate';
import { NEW_CHAT } from '@/shared/navigation/addresses';
import { Link } from '@/shared/navigation/Link';
import { iconButtonClass } from '@/shared/ui/IconButton';

/** Leads to an empty chat where the side bar is closed. */
export function NewChatLink() {
  return (
    <Link
      to={NEW_CHAT}
      title={t('New chat (Ctrl+Shift+O)')}
      aria-label={t('New chat')}
      className={iconButtonClass}
    >
      <SquarePen size={16} />
    </Link>
  );
}
