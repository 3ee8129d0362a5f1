import { Outlet, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMediaQuery } from '@/shared/hooks/useMediaQuery';
import { useShortcut } from '@/shared/hooks/useShortcut';
import { Dialog } from '@/shared/ui/Dialog';
import { useSettings } from '@/store/settingsStore';
import { Sidebar } from './Sidebar';
import { ShellContext } from './shell-context';

/** The frame around every page of a signed-in user: the side bar, or on a narrow screen a drawer. */
export function AppLayout() {
  const wide = useMediaQuery('(min-width: 48rem)');
  const pinned = useSettings((state) => state.sidebarOpen);
  const [drawer, setDrawer] = useState(false);
  const navigate = useNavigate();

  const toggle = () => {
    if (wide) useSettings.setState({ sidebarOpen: !pinned });
    else setDrawer(!drawer);
  };
  useShortcut({ key: 'b', ctrl: true }, toggle);
  useShortcut({ key: 'o', ctrl: true, shift: true }, () => void navigate({ to: '/' }));

  const isOpen = wide ? pinned : drawer;
  return (
    <div className="flex h-dvh overflow-hidden print:block print:h-auto print:overflow-visible">
      {wide && pinned && (
        <aside
          aria-label="Side bar"
          className="w-64 shrink-0 border-line border-e bg-sunken print:hidden"
        >
          <Sidebar onToggle={toggle} onSelected={() => {}} />
        </aside>
      )}
      {!wide && drawer && (
        <Dialog label="Side bar" side="start" onClose={() => setDrawer(false)}>
          <Sidebar onToggle={toggle} onSelected={() => setDrawer(false)} />
        </Dialog>
      )}
      <ShellContext value={{ isSidebarOpen: isOpen, toggleSidebar: toggle }}>
        <Outlet />
      </ShellContext>
    </div>
  );
}
