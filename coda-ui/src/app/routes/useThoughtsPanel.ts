import { useState } from 'react';
import { useSettings } from '@/store/settingsStore';

/** Beside the chat, the panel stays as the user left it; over it, it waits to be called. */
export function useThoughtsPanel(docked: boolean) {
  const kept = useSettings((state) => state.thoughtsOpen);
  const [called, setCalled] = useState(false);
  const isOpen = docked ? kept : called;
  const set = (open: boolean) => {
    if (docked) useSettings.setState({ thoughtsOpen: open });
    else setCalled(open);
  };
  return { isOpen, open: () => set(true), close: () => set(false), toggle: () => set(!isOpen) };
}
