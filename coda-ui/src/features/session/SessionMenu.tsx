import {
  Archive,
  ArchiveRestore,
  Download,
  Ellipsis,
  FileText,
  Pencil,
  Pin,
  PinOff,
  ScrollText,
  Trash2,
} from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ExportFormat } from '@/api/sessions';
import { t } from '@/shared/i18n/translate';
import { menuClass, menuItemClass } from '@/shared/ui/menu';

type SessionMenuProps = {
  title: string;
  isPinned: boolean;
  isArchived: boolean;
  onPin: (pinned: boolean) => void;
  onArchive: (archived: boolean) => void;
  onRename: () => void;
  onInstruct: () => void;
  onExport: (format: ExportFormat) => void;
  onDelete: () => void;
};

export function SessionMenu(props: SessionMenuProps) {
  const { title, isPinned, isArchived, onRename, onInstruct, onExport, onDelete } = props;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={t('More about “{title}”', { title })}
        className="touch-target absolute end-1 flex size-7 items-center justify-center rounded-md text-soft hover:bg-canvas hover:text-ink focus-visible:opacity-100 data-[state=open]:opacity-100 group-hover:opacity-100 pointer-fine:opacity-0"
      >
        <Ellipsis size={15} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end" sideOffset={4} className={menuClass}>
        <DropdownMenu.Item onSelect={onRename} className={menuItemClass}>
          <Pencil size={14} aria-hidden /> {t('Rename')}
        </DropdownMenu.Item>
        <DropdownMenu.Item onSelect={onInstruct} className={menuItemClass}>
          <ScrollText size={14} aria-hidden /> {t('Instructions…')}
        </DropdownMenu.Item>
        {!isArchived && (
          <DropdownMenu.Item onSelect={() => props.onPin(!isPinned)} className={menuItemClass}>
            {isPinned ? <PinOff size={14} aria-hidden /> : <Pin size={14} aria-hidden />}
            {isPinned ? t('Unpin') : t('Pin')}
          </DropdownMenu.Item>
        )}
        <DropdownMenu.Item onSelect={() => props.onArchive(!isArchived)} className={menuItemClass}>
          {isArchived ? (
            <ArchiveRestore size={14} aria-hidden />
          ) : (
            <Archive size={14} aria-hidden />
          )}
          {isArchived ? t('Unarchive') : t('Archive')}
        </DropdownMenu.Item>
        <DropdownMenu.Item onSelect={() => onExport('json')} className={menuItemClass}>
          <Download size={14} aria-hidden /> {t('Export as JSON')}
        </DropdownMenu.Item>
        <DropdownMenu.Item onSelect={() => onExport('markdown')} className={menuItemClass}>
          <FileText size={14} aria-hidden /> {t('Export as Markdown')}
        </DropdownMenu.Item>
        <DropdownMenu.Item onSelect={onDelete} className={`${menuItemClass} text-bad`}>
          <Trash2 size={14} aria-hidden /> {t('Delete')}
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
