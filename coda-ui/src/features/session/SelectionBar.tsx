import { Archive, ListChecks, Trash2, X } from 'lucide-react';
import { t, tn } from '@/shared/i18n/translate';
import { IconButton } from '@/shared/ui/IconButton';

type SelectionBarProps = {
  count: number;
  onAll: () => void;
  onArchive: () => void;
  onDelete: () => void;
  onClose: () => void;
};

/** What can be done with several chats at once. */
export function SelectionBar({ count, onAll, onArchive, onDelete, onClose }: SelectionBarProps) {
  return (
    <div
      role="toolbar"
      aria-label={t('Selected chats')}
      className="mx-3 mb-2 flex items-center rounded-lg bg-accent-tint ps-3"
    >
      <p aria-live="polite" className="min-w-0 flex-1 truncate text-sm">
        {tn(count, '{n} selected', '{n} selected')}
      </p>
      <IconButton label={t('Select all')} icon={<ListChecks size={15} />} onClick={onAll} />
      <IconButton
        label={t('Archive')}
        icon={<Archive size={15} />}
        disabled={count === 0}
        onClick={onArchive}
      />
      <IconButton
        label={t('Delete')}
        icon={<Trash2 size={15} />}
        disabled={count === 0}
        onClick={onDelete}
      />
      <IconButton label={t('Cancel')} icon={<X size={15} />} onClick={onClose} />
    </div>
  );
}
