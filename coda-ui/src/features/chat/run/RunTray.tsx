import { useMutation, useQuery } from '@tanstack/react-query';
import { Square } from 'lucide-react';
import { cancelRun } from '@/api/runs';
import { sessionQuery, titleOf } from '@/api/sessions';
import { formatDuration } from '@/shared/format';
import { useNow } from '@/shared/hooks/useNow';
import { t } from '@/shared/i18n/translate';
import { chatAddress } from '@/shared/navigation/addresses';
import { Link } from '@/shared/navigation/Link';
import { IconButton } from '@/shared/ui/IconButton';
import { currentRun, useRunStore } from './run-store';
import { type Activity, useRunStates } from './useRunStates';

type RunTrayProps = {
  /** The chat in view, which shows its run itself. */
  currentId: string | undefined;
  onSelected: () => void;
};

/** The runs of other chats that are under way, to look at or to stop. */
export function RunTray({ currentId, onSelected }: RunTrayProps) {
  const others = Object.entries(useRunStates()).filter(([session]) => session !== currentId);
  if (others.length === 0) return null;
  return (
    <section aria-label={t('Running in other chats')} className="border-line border-t px-3 py-2">
      <h2 className="px-2 pb-1 font-medium text-2xs text-soft">{t('Running in other chats')}</h2>
      <ul>
        {others.map(([session, activity]) => (
          <TrayItem key={session} session={session} activity={activity} onSelected={onSelected} />
        ))}
      </ul>
    </section>
  );
}

type TrayItemProps = { session: string; activity: Activity; onSelected: () => void };

function TrayItem({ session, activity, onSelected }: TrayItemProps) {
  const { data } = useQuery(sessionQuery(session));
  const run = useRunStore(({ runs }) => currentRun(runs[session] ?? []))?.view;
  const runId = run?.runId;
  const begun = run?.answer?.createdAt;
  const now = useNow(begun !== undefined, 1000);
  const stop = useMutation({ mutationFn: cancelRun });
  const title = titleOf(data ?? {});
  return (
    <li className="flex items-center gap-1 rounded-lg hover:bg-hover">
      <Link
        to={chatAddress(session)}
        onClick={onSelected}
        className="min-w-0 flex-1 rounded-lg px-2 py-1 text-sm"
      >
        <span dir="auto" className="block truncate">
          {title}
        </span>
        <span className="block truncate text-soft text-xs tabular-nums">
          {stop.error?.message ??
            [
              activity === 'asking' ? t('Waiting for you') : t('Answering'),
              begun !== undefined && formatDuration(Math.max(0, now - begun)),
            ]
              .filter(Boolean)
              .join(' · ')}
        </span>
      </Link>
      <IconButton
        label={t('Stop “{title}”', { title })}
        icon={<Square size={12} fill="currentColor" />}
        disabled={runId === undefined || stop.isPending || stop.isSuccess}
        onClick={() => runId !== undefined && stop.mutate(runId)}
      />
    </li>
  );
}
