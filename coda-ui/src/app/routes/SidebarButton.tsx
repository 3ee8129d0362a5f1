import { PanelLeft } from 'lucide-react';
import { use } from 'react';
import { t } from '@/shared/i18n/translate';
import { IconButton } from '@/shared/ui/IconButton';
import { ShellContext } from './shell-context';

/** Opens the side bar where it is closed. */
export function SidebarButton() {
  const { isSidebarOpen, toggleSidebar } = use(ShellContext);
  return isSidebarOpen ? null : (
    <IconButton
      label={t('Open the side bar (Ctrl+B)')}
      icon={<PanelLeft size={16} />}
      onClick={toggleSidebar}
    />
  );
}
