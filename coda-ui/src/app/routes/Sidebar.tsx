import { PanelLeft, X } from 'lucide-react';
import { RunTray } from '@/features/chat/run/RunTray';
import { useRunStates } from '@/features/chat/run/useRunStates';
import { NewSessionButton } from '@/features/session/NewSessionButton';
import type { SessionMark } from '@/features/session/SessionItem';
import { SessionList } from '@/features/session/SessionList';
import { useImportFile } from '@/features/session/useImportFile';
import { t } from '@/shared/i18n/translate';
import { chatAddress, NEW_CHAT } from '@/shared/navigation/addresses';
import { navigate } from '@/shared/navigation/location';
import { IconButton } from '@/shared/ui/IconButton';
import { Logo } from '@/shared/ui/Logo';
import { useSessionStore } from '@/store/sessionStore';
import { UserMenu } from './UserMenu';

type SidebarProps = {
  sessionId: string | undefined;
  onToggle: () => void;
  onSelected: () => void;
  onSettings: () => void;
};

export function Sidebar({ sessionId, onToggle, onSelected, onSettings }: SidebarProps) {
  const unread = useSessionStore((state) => state.unread);
  const activities = useRunStates();
  const marks: Record<string, SessionMark> = {};
  for (const session of Object.keys(unread)) marks[session] = 'unread';
  Object.assign(marks, activities);
  const load = useImportFile((imported) => {
    onSelected();
    void navigate(chatAddress(imported));
  });
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-12 shrink-0 items-center gap-2 ps-4 pe-2">
        <Logo size={22} />
        <span className="flex-1 font-semibold tracking-tight">Coda</span>
        <IconButton
          label={t('Close the side bar (Ctrl+B)')}
          icon={<PanelLeft size={16} />}
          onClick={onToggle}
        />
      </header>
      <div className="p-3 pt-1 pb-2">
        <NewSessionButton onSelected={onSelected} />
        {load.view}
        {load.error !== undefined && (
          <p role="alert" className="flex items-center gap-1 ps-1 pt-1 text-bad text-xs">
            <span className="flex-1">{load.error.message}</span>
            <IconButton label={t('Dismiss')} icon={<X size={13} />} onClick={load.dismiss} />
          </p>
        )}
      </div>
      <SessionList
        currentId={sessionId}
        marks={marks}
        onSelected={onSelected}
        onDeleted={(deleted) => deleted === sessionId && void navigate(NEW_CHAT)}
      />
      <RunTray currentId={sessionId} onSelected={onSelected} />
      <UserMenu onImport={load.choose} isImporting={load.isPending} onSettings={onSettings} />
    </div>
  );
}
