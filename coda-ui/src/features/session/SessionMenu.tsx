import { Download, Ellipsis, FileText, Pencil, ScrollText, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ExportFormat } from '@/api/sessions';
import { menuClass, menuItemClass } from '@/shared/ui/menu';

type SessionMenuProps = {
  title: string;
  onRename: () => void;
  onInstruct: () => void;
  onExport: (format: ExportFormat) => void;
  onDelete: () => void;
};

export function SessionMenu({ title, onRename, onInstruct, onExport, onDelete }: SessionMenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={`More about “${title}”`}
        className="touch-target absolute end-1 flex size-7 items-center justify-center rounded-md text-soft hover:bg-canvas hover:text-ink focus-visible:opacity-100 data-[state=open]:opacity-100 group-hover:opacity-100 pointer-fine:opacity-0"
      >
        <Ellipsis size={15} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end" sideOffset={4} className={menuClass}>
        <DropdownMenu.Item onSelect={onRename} className={menuItemClass}>
          <Pencil size={14} aria-hidden /> Rename
        </DropdownMenu.Item>
        <DropdownMenu.Item onSelect={onInstruct} className={menuItemClass}>
          <ScrollText size={14} aria-hidden /> Instructions…
        </DropdownMenu.Item>
        <DropdownMenu.Item onSelect={() => onExport('json')} className={menuItemClass}>
          <Download size={14} aria-hidden /> Export as JSON
        </DropdownMenu.Item>
        <DropdownMenu.Item onSelect={() => onExport('markdown')} className={menuItemClass}>
          <FileText size={14} aria-hidden /> Export as Markdown
        </DropdownMenu.Item>
        <DropdownMenu.Item onSelect={onDelete} className={`${menuItemClass} text-bad`}>
          <Trash2 size={14} aria-hidden /> Delete
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
