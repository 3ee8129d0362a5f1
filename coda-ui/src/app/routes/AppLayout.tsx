import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { SettingsPage } from '@/features/settings/SettingsPanel';
import { useMediaQuery } from '@/shared/hooks/useMediaQuery';
import { useShortcut } from '@/shared/hooks/useShortcut';
import { t } from '@/shared/i18n/translate';
import { Modal } from '@/shared/ui/Modal';
import { Toaster } from '@/shared/ui/Toaster';
import { useSettings } from '@/store/settingsStore';
import { CommandPalette } from './CommandPalette';
import { SettingsDialog } from './SettingsDialog';
import { ShortcutSheet } from './ShortcutSheet';
import { Sidebar } from './Sidebar';
import { ShellContext } from './shell-context';
import { useBackgroundRuns } from './useBackgroundRuns';

type Overlay = 'palette' | 'shortcuts' | { settings: SettingsPage };

/** The frame around every page of a signed-in user: the side bar, or on a narrow screen a drawer. */
export function AppLayout() {
  const wide = useMediaQuery('(min-width: 48rem)');
  const pinned = useSettings((state) => state.sidebarOpen);
  const [drawer, setDrawer] = useState(false);
  const [overlay, setOverlay] = useState<Overlay>();
  const close = () => setOverlay(undefined);
  const openSettings = (page: SettingsPage) => setOverlay({ settings: page });
  const navigate = useNavigate();
  const { sessionId } = useParams({ strict: false });
  useBackgroundRuns(sessionId);

  const toggle = () => {
    if (wide) useSettings.setState({ sidebarOpen: !pinned });
    else setDrawer(!drawer);
  };
  useShortcut({ key: 'b', ctrl: true }, toggle);
  useShortcut({ key: 'o', ctrl: true, shift: true }, () => void navigate({ to: '/' }));

  useShortcut({ key: 'k', ctrl: true }, () => setOverlay('palette'));
  useShortcut({ key: '?', shift: true }, () => setOverlay('shortcuts'));

  const isOpen = wide ? pinned : drawer;
  return (
    <div className="flex h-dvh overflow-hidden print:block print:h-auto print:overflow-visible">
      {wide && pinned && (
        <aside
          aria-label={t('Side bar')}
          className="w-64 shrink-0 border-line border-e bg-sunken print:hidden"
        >
          <Sidebar
            onToggle={toggle}
            onSelected={() => {}}
            onSettings={() => openSettings('preferences')}
          />
        </aside>
      )}
      {!wide && drawer && (
        <Modal label={t('Side bar')} side="start" onClose={() => setDrawer(false)}>
          <Sidebar
            onToggle={toggle}
            onSelected={() => setDrawer(false)}
            onSettings={() => openSettings('preferences')}
          />
        </Modal>
      )}
      <ShellContext value={{ isSidebarOpen: isOpen, toggleSidebar: toggle, openSettings }}>
        <Outlet />
      </ShellContext>
      <Toaster />
      {overlay === 'palette' && (
        <CommandPalette
          onClose={close}
          onToggleSidebar={toggle}
          onShowShortcuts={() => setOverlay('shortcuts')}
        />
      )}
      {overlay === 'shortcuts' && <ShortcutSheet onClose={close} />}
      {typeof overlay === 'object' && <SettingsDialog page={overlay.settings} onClose={close} />}
    </div>
  );
}
