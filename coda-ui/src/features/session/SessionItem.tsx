import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '@/api/schema';
import { cx } from '@/shared/ui/cx';
import { DeleteDialog } from './DeleteDialog';
import { RenameForm } from './RenameForm';
import { SessionMenu } from './SessionMenu';
import { titleOf, useSession } from './useSession';

type SessionItemProps = {
  session: Session;
  isCurrent: boolean;
  onDeleted: (sessionId: string) => void;
  onSelected: () => void;
};

export function SessionItem({ session, isCurrent, onDeleted, onSelected }: SessionItemProps) {
  const [mode, setMode] = useState<'view' | 'rename' | 'delete'>('view');
  const { rename, remove, save } = useSession(session.id);
  const title = titleOf(session);

  if (mode === 'rename') {
    return (
      <li>
        <RenameForm
          title={session.title ?? ''}
          onCancel={() => setMode('view')}
          onSubmit={(next) => {
            rename.mutate(next);
            setMode('view');
          }}
        />
      </li>
    );
  }
  const shown = rename.isPending ? rename.variables : title;
  return (
    <li
      className={cx(
        'group relative flex items-center rounded-lg hover:bg-hover',
        isCurrent && 'bg-hover',
      )}
    >
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: session.id }}
        onClick={onSelected}
        aria-current={isCurrent ? 'page' : undefined}
        title={shown}
        className={cx(
          'min-w-0 flex-1 truncate rounded-lg py-1.5 ps-2 pe-9 text-sm leading-6 pointer-coarse:py-2.5',
          isCurrent ? 'font-medium text-ink' : 'text-ink',
        )}
      >
        {shown}
        {session.snippet !== undefined && (
          <span className="block truncate font-normal text-soft text-xs">{session.snippet}</span>
        )}
      </Link>
      <SessionMenu
        title={title}
        onRename={() => setMode('rename')}
        onExport={(format) => save.mutate(format)}
        onDelete={() => setMode('delete')}
      />
      {rename.error && (
        <span role="alert" className="sr-only">
          {`Could not be renamed: ${rename.error.message}`}
        </span>
      )}
      {save.error && (
        <span role="alert" className="sr-only">
          {`Could not be exported: ${save.error.message}`}
        </span>
      )}
      {mode === 'delete' && (
        <DeleteDialog
          title={title}
          busy={remove.isPending}
          error={remove.error?.message}
          onClose={() => setMode('view')}
          onConfirm={() => remove.mutate(undefined, { onSuccess: () => onDeleted(session.id) })}
        />
      )}
    </li>
  );
}
