import { Link } from '@tanstack/react-router';
import { SquarePen } from 'lucide-react';
import { t } from '@/shared/i18n/translate';
import { IconButton } from '@/shared/ui/IconButton';

/** Leads to an empty chat where the side bar is closed. */
export function NewChatLink() {
  return (
    <IconButton label={t('New chat')} title={t('New chat (Ctrl+Shift+O)')} asChild>
      <Link to="/">
        <SquarePen size={16} />
      </Link>
    </IconButton>
  );
}
