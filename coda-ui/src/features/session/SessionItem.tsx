import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useState } from 'react';
import type { Session } from '@/api/schema';
import { formatTime } from '@/shared/format';
import { cx } from '@/shared/ui/cx';
import { IconButton } from '@/shared/ui/IconButton';
import { Marked } from '@/shared/ui/Marked';
import { DeleteDialog } from './DeleteDialog';
import { InstructionsDialog } from './InstructionsDialog';
import { RenameForm } from './RenameForm';
import { SessionMenu } from './SessionMenu';
import { titleOf, useSession } from './useSession';

type SessionItemProps = {
  session: Session;
  /** What its chat is doing, if anything. */
  activity?: 'running' | 'asking' | undefined;
  /** What it was found by. */
  words?: string;
  isCurrent: boolean;
  onDeleted: (sessionId: string) => void;
  onSelected: () => void;
};

export function SessionItem(props: SessionItemProps) {
  const { session, activity, words = '', isCurrent, onDeleted, onSelected } = props;
  const [mode, setMode] = useState<'view' | 'rename' | 'instruct' | 'delete'>('view');
  const { rename, remove, save } = useSession(session);
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
  const failure = failureOf(rename.error, save.error);
  return (
    <li
      className={cx(
        'group relative flex flex-wrap items-center rounded-lg hover:bg-hover',
        isCurrent && 'bg-hover',
      )}
    >
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: session.id }}
        {...(words === '' ? {} : { search: { find: words } })}
        onClick={onSelected}
        aria-current={isCurrent ? 'page' : undefined}
        title={`${shown}\n${formatTime(Date.parse(session.updated_at))}`}
        className={cx(
          'min-w-0 flex-1 truncate rounded-lg py-1.5 ps-2 pe-9 text-sm leading-6 pointer-coarse:py-2.5',
          isCurrent ? 'font-medium text-ink' : 'text-ink',
        )}
      >
        {activity !== undefined && <ActivityDot activity={activity} />}
        <Marked text={shown} words={words} />
        {session.snippet !== undefined && (
          <span className="block truncate font-normal text-soft text-xs">
            <Marked text={session.snippet.replaceAll(/[*_`#]+/g, '')} words={words} />
          </span>
        )}
      </Link>
      <SessionMenu
        title={title}
        onRename={() => setMode('rename')}
        onInstruct={() => setMode('instruct')}
        onExport={(format) => save.mutate(format)}
        onDelete={() => setMode('delete')}
      />
      {failure !== undefined && (
        <p role="alert" className="flex basis-full items-center gap-1 ps-2 text-bad text-xs">
          <span className="flex-1">{failure}</span>
          <IconButton
            label="Dismiss"
            icon={<X size={13} />}
            onClick={() => {
              rename.reset();
              save.reset();
            }}
          />
        </p>
      )}
      {mode === 'instruct' && (
        <InstructionsDialog sessionId={session.id} onClose={() => setMode('view')} />
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

function failureOf(rename: Error | null, save: Error | null): string | undefined {
  if (rename !== null) return `Could not be renamed: ${rename.message}`;
  return save === null ? undefined : `Could not be exported: ${save.message}`;
}

function ActivityDot({ activity }: { activity: 'running' | 'asking' }) {
  const isAsking = activity === 'asking';
  return (
    <span
      className={cx(
        'me-2 inline-block size-2 rounded-full align-middle',
        isAsking ? 'bg-warn' : 'animate-pulse bg-accent',
      )}
    >
      <span className="sr-only">{isAsking ? 'Waiting for you' : 'Answering'}</span>
    </span>
  );
}
