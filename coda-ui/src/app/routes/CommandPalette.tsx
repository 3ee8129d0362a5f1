import {
  ChartColumn,
  Keyboard,
  MessageSquare,
  Monitor,
  Moon,
  PanelLeft,
  SquarePen,
  Sun,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { titleOf } from '@/api/sessions';
import { useSessions } from '@/features/session/useSession';
import { formatTime } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { ANALYTICS, chatAddress, NEW_CHAT } from '@/shared/navigation/addresses';
import { navigate } from '@/shared/navigation/location';
import { Modal } from '@/shared/ui/Modal';
import { Picker } from '@/shared/ui/Picker';
import { setTheme } from '@/store/settingsStore';

type Command = { label: string; icon: ReactNode; run: () => void };

type CommandPaletteProps = {
  onClose: () => void;
  onToggleSidebar: () => void;
  onShowShortcuts: () => void;
};

/** Every command and every recent chat, to be found by typing. */
export function CommandPalette(props: CommandPaletteProps) {
  const { onClose, onToggleSidebar, onShowShortcuts } = props;
  const { sessions } = useSessions('');
  const commands: Readonly<Record<string, Command>> = {
    new: {
      label: t('New chat'),
      icon: <SquarePen size={15} />,
      run: () => void navigate(NEW_CHAT),
    },
    sidebar: {
      label: t('Open or close the side bar'),
      icon: <PanelLeft size={15} />,
      run: onToggleSidebar,
    },
    analytics: {
      label: t('Analytics'),
      icon: <ChartColumn size={15} />,
      run: () => void navigate(ANALYTICS),
    },
    light: { label: t('Theme: light'), icon: <Sun size={15} />, run: () => setTheme('light') },
    dark: { label: t('Theme: dark'), icon: <Moon size={15} />, run: () => setTheme('dark') },
    system: {
      label: t('Theme: system'),
      icon: <Monitor size={15} />,
      run: () => setTheme('system'),
    },
    shortcuts: {
      label: t('Keyboard shortcuts'),
      icon: <Keyboard size={15} />,
      run: onShowShortcuts,
    },
  };
  const items = [
    ...Object.entries(commands).map(([id, { label, icon }]) => ({ id, label, icon })),
    ...sessions.map((session) => ({
      id: session.id,
      label: titleOf(session),
      icon: <MessageSquare size={15} />,
      detail: formatTime(Date.parse(session.updated_at)),
    })),
  ];
  const pick = (id: string) => {
    onClose();
    const command = commands[id];
    if (command === undefined) void navigate(chatAddress(id));
    else command.run();
  };
  return (
    <Modal label={t('Search chats and commands')} look="bare" onClose={onClose}>
      <div className="flex max-h-[min(30rem,70dvh)] flex-col">
        <Picker
          label={t('Chats and commands')}
          placeholder={t('Search chats and commands')}
          items={items}
          onPick={pick}
        />
      </div>
    </Modal>
  );
}
