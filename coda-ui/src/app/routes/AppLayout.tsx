import { type ReactNode, useState } from 'react';
import type { SettingsPage } from '@/features/settings/SettingsPanel';
import { useMediaQuery } from '@/shared/hooks/useMediaQuery';
import { useShortcut } from '@/shared/hooks/useShortcut';
import { t } from '@/shared/i18n/translate';
import { later } from '@/shared/later';
import { NEW_CHAT } from '@/shared/navigation/addresses';
import { navigate } from '@/shared/navigation/location';
import { Toasts } from '@/shared/ui/Toasts';
import { useSettings } from '@/store/settingsStore';
import { Sidebar } from './Sidebar';
import { ShellContext } from './shell-context';
import { useBackgroundRuns } from './useBackgroundRuns';

const CommandPalette = later(() =>
  import('./CommandPalette').then((module) => module.CommandPalette),
);
const SettingsDialog = later(() =>
  import('./SettingsDialog').then((module) => module.SettingsDialog),
);
const ShortcutSheet = later(() => import('./ShortcutSheet').then((module) => module.ShortcutSheet));
const Drawer = later(() => import('@/shared/ui/Modal').then(({ Modal }) => Modal));

type Overlay = 'palette' | 'shortcuts' | { settings: SettingsPage };

type AppLayoutProps = { sessionId: string | undefined; children: ReactNode };

/** The frame around every page of a signed-in user: the side bar, or on a narrow screen a drawer. */
export function AppLayout({ sessionId, children }: AppLayoutProps) {
  const wide = useMediaQuery('(min-width: 48rem)');
  const pinned = useSettings((state) => state.sidebarOpen);
  const [drawer, setDrawer] = useState(false);
  const [overlay, setOverlay] = useState<Overlay>();
  const close = () => setOverlay(undefined);
  const openSettings = (page: SettingsPage) => setOverlay({ settings: page });
  useBackgroundRuns(sessionId);

  const toggle = () => {
    if (wide) useSettings.setState({ sidebarOpen: !pinned });
    else setDrawer(!drawer);
  };
  useShortcut({ key: 'b', ctrl: true }, toggle);
  useShortcut({ key: 'o', ctrl: true, shift: true }, () => void navigate(NEW_CHAT));

  useShortcut({ key: 'k', ctrl: true }, () => setOverlay('palette'));
  useShortcut({ key: '?', shift: true }, () => setOverlay('shortcuts'));

  // Below a drawer the button that has opened it stays, so that the focus can come back to it.
  const isOpen = wide && pinned;
  return (
    <div className="flex h-dvh overflow-hidden print:block print:h-auto print:overflow-visible">
      {wide && pinned && (
        <aside
          aria-label={t('Side bar')}
          className="w-64 shrink-0 border-line border-e bg-sunken print:hidden"
        >
          <Sidebar
            sessionId={sessionId}
            onToggle={toggle}
            onSelected={() => {}}
            onSettings={() => openSettings('preferences')}
          />
        </aside>
      )}
      {!wide && drawer && (
        <Drawer label={t('Side bar')} side="start" onClose={() => setDrawer(false)}>
          <Sidebar
            sessionId={sessionId}
            onToggle={toggle}
            onSelected={() => setDrawer(false)}
            onSettings={() => openSettings('preferences')}
          />
        </Drawer>
      )}
      <ShellContext value={{ isSidebarOpen: isOpen, toggleSidebar: toggle, openSettings }}>
        {children}
      </ShellContext>
      <Toasts />
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
