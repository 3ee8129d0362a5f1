import { createContext } from 'react';
import type { SettingsPage } from '@/features/settings/SettingsPanel';

type Shell = {
  isSidebarOpen: boolean;
  toggleSidebar: () => void;
  openSettings: (page: SettingsPage) => void;
};

/** What a page may ask of the frame around it. */
export const ShellContext = createContext<Shell>({
  isSidebarOpen: true,
  toggleSidebar: () => {},
  openSettings: () => {},
});
