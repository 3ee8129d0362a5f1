import { createContext } from 'react';

type Shell = { isSidebarOpen: boolean; toggleSidebar: () => void };

/** What a page may ask of the frame around it. */
export const ShellContext = createContext<Shell>({ isSidebarOpen: true, toggleSidebar: () => {} });
