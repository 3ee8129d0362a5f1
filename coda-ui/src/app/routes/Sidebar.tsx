import { useNavigate, useParams } from '@tanstack/react-router';
import { PanelLeft } from 'lucide-react';
import { ImportButton } from '@/features/session/ImportButton';
import { NewSessionButton } from '@/features/session/NewSessionButton';
import { SessionList } from '@/features/session/SessionList';
import { IconButton } from '@/shared/ui/IconButton';
import { Logo } from '@/shared/ui/Logo';
import { UserMenu } from './UserMenu';

type SidebarProps = { onToggle: () => void; onSelected: () => void };

export function Sidebar({ onToggle, onSelected }: SidebarProps) {
  const { sessionId } = useParams({ strict: false });
  const navigate = useNavigate();
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-12 shrink-0 items-center gap-2 ps-4 pe-2">
        <Logo size={22} />
        <span className="flex-1 font-semibold tracking-tight">Coda</span>
        <IconButton
          label="Close the side bar (Ctrl+B)"
          icon={<PanelLeft size={16} />}
          onClick={onToggle}
        />
      </header>
      <div className="flex flex-wrap items-center gap-1 p-3 pt-1 pb-2">
        <div className="min-w-0 flex-1">
          <NewSessionButton onSelected={onSelected} />
        </div>
        <ImportButton
          onImported={(imported) => {
            onSelected();
            void navigate({ to: '/sessions/$sessionId', params: { sessionId: imported } });
          }}
        />
      </div>
      <SessionList
        currentId={sessionId}
        onSelected={onSelected}
        onDeleted={(deleted) => deleted === sessionId && void navigate({ to: '/' })}
      />
      <UserMenu />
    </div>
  );
}
