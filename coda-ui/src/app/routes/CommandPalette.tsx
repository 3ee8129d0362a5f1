import { useNavigate } from '@tanstack/react-router';
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
  const navigate = useNavigate();
  const { sessions } = useSessions('');
  const commands: Readonly<Record<string, Command>> = {
    new: {
      label: 'New chat',
      icon: <SquarePen size={15} />,
      run: () => void navigate({ to: '/' }),
    },
    sidebar: {
      label: 'Open or close the side bar',
      icon: <PanelLeft size={15} />,
      run: onToggleSidebar,
    },
    analytics: {
      label: 'Analytics',
      icon: <ChartColumn size={15} />,
      run: () => void navigate({ to: '/analytics' }),
    },
    light: { label: 'Theme: light', icon: <Sun size={15} />, run: () => setTheme('light') },
    dark: { label: 'Theme: dark', icon: <Moon size={15} />, run: () => setTheme('dark') },
    system: { label: 'Theme: system', icon: <Monitor size={15} />, run: () => setTheme('system') },
    shortcuts: {
      label: 'Keyboard shortcuts',
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
    if (command === undefined)
      void navigate({ to: '/sessions/$sessionId', params: { sessionId: id } });
    else command.run();
  };
  return (
    <Modal label="Search chats and commands" look="bare" onClose={onClose}>
      <div className="flex max-h-[min(30rem,70dvh)] flex-col">
        <Picker
          label="Chats and commands"
          placeholder="Search chats and commands"
          items={items}
          onPick={pick}
        />
      </div>
    </Modal>
  );
}
