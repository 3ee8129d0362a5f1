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
  Share2,
  Trash2,
} from 'lucide-react';
import type { ExportFormat } from '@/api/sessions';
import { t } from '@/shared/i18n/translate';
import { MenuButton } from '@/shared/ui/MenuButton';

type SessionMenuProps = {
  title: string;
  isPinned: boolean;
  isArchived: boolean;
  onPin: (pinned: boolean) => void;
  onArchive: (archived: boolean) => void;
  onRename: () => void;
  onInstruct: () => void;
  onShare: () => void;
  onExport: (format: ExportFormat) => void;
  onDelete: () => void;
};

export function SessionMenu(props: SessionMenuProps) {
  const { title, isPinned, isArchived, onRename, onInstruct, onShare, onExport, onDelete } = props;
  const pin = {
    label: isPinned ? t('Unpin') : t('Pin'),
    icon: isPinned ? <PinOff size={14} aria-hidden /> : <Pin size={14} aria-hidden />,
    onSelect: () => props.onPin(!isPinned),
  };
  return (
    <MenuButton
      align="end"
      button={{
        'aria-label': t('More about “{title}”', { title }),
        className:
          'touch-target absolute end-1 flex size-7 items-center justify-center rounded-md text-soft hover:bg-canvas hover:text-ink focus-visible:opacity-100 data-[state=open]:opacity-100 group-hover:opacity-100 pointer-fine:opacity-0',
        children: <Ellipsis size={15} aria-hidden />,
      }}
      items={[
        { label: t('Rename'), icon: <Pencil size={14} aria-hidden />, onSelect: onRename },
        {
          label: t('Instructions…'),
          icon: <ScrollText size={14} aria-hidden />,
          onSelect: onInstruct,
        },
        { label: t('Share…'), icon: <Share2 size={14} aria-hidden />, onSelect: onShare },
        ...(isArchived ? [] : [pin]),
        {
          label: isArchived ? t('Unarchive') : t('Archive'),
          icon: isArchived ? (
            <ArchiveRestore size={14} aria-hidden />
          ) : (
            <Archive size={14} aria-hidden />
          ),
          onSelect: () => props.onArchive(!isArchived),
        },
        {
          label: t('Export as JSON'),
          icon: <Download size={14} aria-hidden />,
          onSelect: () => onExport('json'),
        },
        {
          label: t('Export as Markdown'),
          icon: <FileText size={14} aria-hidden />,
          onSelect: () => onExport('markdown'),
        },
        {
          label: t('Delete'),
          icon: <Trash2 size={14} aria-hidden />,
          onSelect: onDelete,
          look: 'bad',
        },
      ]}
    />
  );
}
