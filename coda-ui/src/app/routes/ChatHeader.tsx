import { Route } from 'lucide-react';
import { type ReactNode, use } from 'react';
import { t } from '@/shared/i18n/translate';
import { HeaderToggle } from './HeaderToggle';
import { NewChatLink } from './NewChatLink';
import { SidebarButton } from './SidebarButton';
import { ShellContext } from './shell-context';

type ChatHeaderProps = {
  title: string;
  isPanelOpen: boolean;
  onTogglePanel: () => void;
  /** More buttons. */
  children?: ReactNode;
};

export function ChatHeader({ title, isPanelOpen, onTogglePanel, children }: ChatHeaderProps) {
  const { isSidebarOpen } = use(ShellContext);
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-line border-b px-2">
      <SidebarButton />
      {!isSidebarOpen && <NewChatLink />}
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
