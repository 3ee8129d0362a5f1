import { PanelLeft, Route } from 'lucide-react';
import { type ReactNode, use } from 'react';
import { t } from '@/shared/i18n/translate';
import { IconButton } from '@/shared/ui/IconButton';
import { HeaderToggle } from './HeaderToggle';
import { NewChatLink } from './NewChatLink';
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
            label={t('Open the side bar (Ctrl+B)')}
            icon={<PanelLeft size={16} />}
            onClick={toggleSidebar}
          />
          <NewChatLink />
        </>
      )}
      <h1 dir="auto" title={title} className="min-w-0 flex-1 truncate ps-2 font-medium text-sm">
        {title}
      </h1>
      <div className="contents print:hidden">
        {children}
        <HeaderToggle
          label={t('Steps')}
          title={t('How answers came about, step by step')}
          icon={<Route size={15} aria-hidden />}
          pressed={isPanelOpen}
          onClick={onTogglePanel}
        />
      </div>
    </header>
  );
}
