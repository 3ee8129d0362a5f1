import { PanelLeft, Route } from 'lucide-react';
import { use } from 'react';
import { cx } from '@/shared/ui/cx';
import { IconButton } from '@/shared/ui/IconButton';
import { ShellContext } from './shell-context';

type ChatHeaderProps = { title: string; isPanelOpen: boolean; onTogglePanel: () => void };

export function ChatHeader({ title, isPanelOpen, onTogglePanel }: ChatHeaderProps) {
  const { isSidebarOpen, toggleSidebar } = use(ShellContext);
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b px-2">
      {!isSidebarOpen && (
        <IconButton
          label="Open the side bar (Ctrl+B)"
          icon={<PanelLeft size={16} />}
          onClick={toggleSidebar}
        />
      )}
      <h1 className="min-w-0 flex-1 truncate ps-2 font-medium text-sm">{title}</h1>
      <IconButton
        label="Chain of thought"
        aria-pressed={isPanelOpen}
        icon={<Route size={16} />}
        onClick={onTogglePanel}
        className={cx(isPanelOpen && 'bg-accent-tint text-accent')}
      />
    </header>
  );
}
