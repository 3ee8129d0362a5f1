import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type Theme = 'system' | 'light' | 'dark';

export type Transport = 'events' | 'websocket';

type SettingsState = {
  theme: Theme;
  /** A tag of BCP 47; absent, it is that of the browser. */
  language?: string;
  sidebarOpen: boolean;
  thoughtsOpen: boolean;
  /** Whether to notify of what happens in chats that are not in view. */
  notifications: boolean;
  /** How the chat in view is followed. */
  transport: Transport;
  /** "provider/name" of the model that new messages are sent to. */
  model: string | undefined;
};

/** Preferences of this browser. The theme is also read by /theme.js before the first paint. */
export const useSettings = create<SettingsState>()(
  persist(
    (): SettingsState => ({
      theme: 'system',
      sidebarOpen: true,
      thoughtsOpen: false,
      notifications: false,
      transport: 'events',
      model: undefined,
    }),
    {
      name: 'coda-settings',
      version: 2,
      // The panel of steps was open unless it had been closed by hand.
      migrate: (kept) => ({ ...(kept as SettingsState), thoughtsOpen: false }),
    },
  ),
);

export function setTheme(theme: Theme): void {
  useSettings.setState({ theme });
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
