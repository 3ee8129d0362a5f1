import { Link } from '@tanstack/react-router';
import { PanelLeft, Route, SquarePen } from 'lucide-react';
import { type ReactNode, use } from 'react';
import { cx } from '@/shared/ui/cx';
import { IconButton } from '@/shared/ui/IconButton';
import { ShellContext } from './shell-context';

type ChatHeaderProps = {
  title: string;
  isPanelOpen: boolean;
  onTogglePanel: () => void;
  /** More buttons. */
  children?: ReactNode;
};

export function ChatHeader({ title, isPanelOpen, onTogglePanel, children }: ChatHeaderProps) {
  const { isSidebarOpen, toggleSidebar } = use(ShellContext);
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-line border-b px-2">
      {!isSidebarOpen && (
        <>
          <IconButton
            label="Open the side bar (Ctrl+B)"
            icon={<PanelLeft size={16} />}
            onClick={toggleSidebar}
          />
          <Link
            to="/"
            title="New chat (Ctrl+Shift+O)"
            aria-label="New chat"
            className="touch-target inline-flex size-8 shrink-0 items-center justify-center rounded-lg text-soft hover:bg-hover hover:text-ink"
          >
            <SquarePen size={16} />
          </Link>
        </>
      )}
      <h1 title={title} className="min-w-0 flex-1 truncate ps-2 font-medium text-sm">
        {title}
      </h1>
      <div className="contents print:hidden">
        {children}
        <button
          type="button"
          title="How answers came about, step by step"
          aria-label="Steps"
          aria-pressed={isPanelOpen}
          onClick={onTogglePanel}
          className={cx(
            'touch-target flex h-8 items-center gap-1.5 rounded-lg px-2 text-xs hover:bg-hover hover:text-ink',
            isPanelOpen ? 'bg-accent-tint text-accent' : 'text-soft',
          )}
        >
          <Route size={15} aria-hidden />
          <span className="max-sm:hidden">Steps</span>
        </button>
      </div>
    </header>
  );
}
