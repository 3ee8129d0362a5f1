import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Session } from '@/api/schema';
import { titleOf } from '@/api/sessions';
import { defined } from '@/shared/defined';
import { formatTime } from '@/shared/format';
import { msg, t } from '@/shared/i18n/translate';
import { later } from '@/shared/later';
import { chatAddress } from '@/shared/navigation/addresses';
import { Link } from '@/shared/navigation/Link';
import { cx } from '@/shared/ui/cx';
import { IconButton } from '@/shared/ui/IconButton';
import { Marked } from '@/shared/ui/Marked';
import { RenameForm } from './RenameForm';
import { SessionMenu } from './SessionMenu';
import { useSession } from './useSession';

const DeleteDialog = later(() => import('./DeleteDialog').then((module) => module.DeleteDialog));
const InstructionsDialog = later(() =>
  import('./InstructionsDialog').then((module) => module.InstructionsDialog),
);
const ShareDialog = later(() => import('./ShareDialog').then((module) => module.ShareDialog));

export type SessionMark = 'running' | 'asking' | 'unread';

type SessionItemProps = {
  session: Session;
  /** What is to be noticed about it, if anything. */
  mark?: SessionMark | undefined;
  /** What it was found by. */
  words?: string;
  isCurrent: boolean;
  onDeleted: (sessionId: string) => void;
  onSelected: () => void;
};

export function SessionItem(props: SessionItemProps) {
  const { session, mark, words = '', isCurrent, onDeleted, onSelected } = props;
  const [mode, setMode] = useState<'view' | 'rename' | 'instruct' | 'share' | 'delete'>('view');
  const { rename, remove, save, mark: marking } = useSession(session);
  const title = titleOf(session);
  const item = useRef<HTMLLIElement>(null);
  const wasRenaming = useRef(false);
  useEffect(() => {
    // The form that had the focus is gone, unless the user went elsewhere from it.
    if (wasRenaming.current && document.activeElement === document.body)
      item.current?.querySelector('a')?.focus();
    wasRenaming.current = mode === 'rename';
  }, [mode]);

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
  const failure = failureOf(rename.error, save.error, marking.error);
  return (
    <li
      ref={item}
      className={cx(
        'group relative flex flex-wrap items-center rounded-lg hover:bg-hover',
        isCurrent && 'bg-hover',
      )}
    >
      <Link
        to={chatAddress(
          session.id,
          words === '' ? {} : { find: words, ...defined({ at: session.message_id }) },
        )}
        onClick={onSelected}
        aria-current={isCurrent ? 'page' : undefined}
        title={`${shown}\n${formatTime(Date.parse(session.updated_at))}`}
        className={cx(
          'min-w-0 flex-1 truncate rounded-lg py-1.5 ps-2 pe-9 text-sm leading-6 pointer-coarse:py-2.5',
          (isCurrent || mark === 'unread') && 'font-medium',
        )}
      >
        {mark !== undefined && <MarkDot mark={mark} />}
        <Marked text={shown} words={words} />
        {session.snippet !== undefined && (
          <span className="block truncate font-normal text-soft text-xs">
            <Marked text={session.snippet.replaceAll(/[*_`#]+/g, '')} words={words} />
          </span>
        )}
      </Link>
      <SessionMenu
        title={title}
        isPinned={session.pinned ?? false}
        isArchived={session.archived ?? false}
        onPin={(pinned) => marking.mutate({ pinned })}
        onArchive={(archived) =>
          marking.mutate({ archived, ...(archived ? { pinned: false } : {}) })
        }
        onRename={() => setMode('rename')}
        onInstruct={() => setMode('instruct')}
        onShare={() => setMode('share')}
        onExport={(format) => save.mutate(format)}
        onDelete={() => setMode('delete')}
      />
      {failure !== undefined && (
        <p role="alert" className="flex basis-full items-center gap-1 ps-2 text-bad text-xs">
          <span className="flex-1">{failure}</span>
          <IconButton
            label={t('Dismiss')}
            icon={<X size={13} />}
            onClick={() => {
              rename.reset();
              save.reset();
              marking.reset();
            }}
          />
        </p>
      )}
      {mode === 'instruct' && (
        <InstructionsDialog sessionId={session.id} onClose={() => setMode('view')} />
      )}
      {mode === 'share' && <ShareDialog sessionId={session.id} onClose={() => setMode('view')} />}
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

function failureOf(
  rename: Error | null,
  save: Error | null,
  marking: Error | null,
): string | undefined {
  if (rename !== null) return t('Could not be renamed: {why}', { why: rename.message });
  if (save !== null) return t('Could not be exported: {why}', { why: save.message });
  return marking?.message;
}

const MARKS: Record<SessionMark, { look: string; words: string }> = {
  running: { look: 'animate-pulse bg-accent', words: msg('Answering') },
  asking: { look: 'bg-warn', words: msg('Waiting for you') },
  unread: { look: 'bg-accent', words: msg('Unread') },
};

function MarkDot({ mark }: { mark: SessionMark }) {
  const { look, words } = MARKS[mark];
  return (
    <span
      title={t(words)}
      className={cx('me-2 inline-block size-2 rounded-full align-middle', look)}
    >
      <span className="sr-only">{t(words)}</span>
    </span>
  );
}
