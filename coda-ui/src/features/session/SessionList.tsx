import { useQueryClient } from '@tanstack/react-query';
import { Archive, ArrowLeft } from 'lucide-react';
import { useRef, useState } from 'react';
import { useInView } from '@/shared/hooks/useInView';
import { t } from '@/shared/i18n/translate';
import { later } from '@/shared/later';
import { Button } from '@/shared/ui/Button';
import { Skeleton } from '@/shared/ui/Skeleton';
import { deleteLater } from './delete-later';
import { SessionGroups } from './SessionGroups';
import type { SessionMark } from './SessionItem';
import { SessionSearch } from './SessionSearch';
import { useSelection } from './useSelection';
import { useArchive } from './useSession';
import { useSessionList } from './useSessionList';

const SelectionBar = later(
  () => import('./SelectionBar').then((module) => module.SelectionBar),
  () => <div className="mx-3 mb-2 h-9" />,
);

type SessionListProps = {
  currentId: string | undefined;
  /** What is to be noticed about chats, by session. */
  marks: Readonly<Record<string, SessionMark>>;
  onDeleted: (sessionId: string) => void;
  onSelected: () => void;
};

/** All chats, or those that were searched for or archived; older ones are read as they come into view. */
export function SessionList({ currentId, marks, onDeleted, onSelected }: SessionListProps) {
  const client = useQueryClient();
  const [filter, setFilter] = useState('');
  const [inArchive, setInArchive] = useState(false);
  const list = useSessionList(filter, inArchive);
  const selection = useSelection();
  const archive = useArchive();
  const { chosen } = selection;

  const removeChosen = () => {
    const ids = [...(chosen ?? [])];
    selection.end();
    deleteLater(client, ids);
    for (const id of ids) onDeleted(id);
  };
  const archiveChosen = () => {
    archive.mutate([...(chosen ?? [])]);
    selection.end();
  };

  return (
    <>
      {chosen === undefined ? (
        <SessionSearch value={filter} onChange={setFilter} onSelect={selection.begin} />
      ) : (
        <SelectionBar
          count={chosen.size}
          onAll={() => selection.all(list.sessions.map(({ id }) => id))}
          onArchive={archiveChosen}
          onDelete={removeChosen}
          onClose={selection.end}
        />
      )}
      <nav aria-label={t('Chats')} className="min-h-0 flex-1 overflow-y-auto px-3 pb-3">
        {inArchive && (
          <Button className="mb-2 w-full" onClick={() => setInArchive(false)}>
            <ArrowLeft size={14} aria-hidden className="rtl:-scale-x-100" />{' '}
            {t('Back to all chats')}
          </Button>
        )}
        {list.isLoading ? (
          <LoadingList />
        ) : list.error !== undefined && list.sessions.length === 0 ? (
          <div role="alert" className="space-y-2 px-2 py-4 text-soft text-sm">
            <p>{list.error.message}</p>
            <Button onClick={list.retry}>{t('Try again')}</Button>
          </div>
        ) : list.sessions.length === 0 ? (
          !list.hasMore && (
            <p className="px-2 py-4 text-soft text-sm">{emptyText(list.isSearch, inArchive)}</p>
          )
        ) : (
          <SessionGroups
            groups={list.groups}
            currentId={currentId}
            marks={marks}
            words={list.isSearch ? filter.trim() : ''}
            chosen={chosen}
            onToggle={selection.toggle}
            onDeleted={onDeleted}
            onSelected={onSelected}
          />
        )}
        {list.hasMore && <More isLoading={list.isLoadingMore} onMore={list.loadMore} />}
        {!inArchive && !list.isSearch && (
          <button
            type="button"
            onClick={() => setInArchive(true)}
            className="flex min-h-9 w-full items-center gap-2 rounded-lg px-2 text-soft text-xs hover:bg-hover hover:text-ink pointer-coarse:min-h-11"
          >
            <Archive size={13} aria-hidden /> {t('Archived chats')}
          </button>
        )}
      </nav>
    </>
  );
}

function emptyText(isSearch: boolean, inArchive: boolean): string {
  if (isSearch) return t('No chats found.');
  return inArchive ? t('No chats are archived.') : t('Your chats will be listed here.');
}

/** The end of what was read so far; coming into view, it reads on. */
function More({ isLoading, onMore }: { isLoading: boolean; onMore: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  useInView(end, () => !isLoading && onMore());
  return (
    <div ref={end}>
      <Button className="w-full" busy={isLoading} onClick={onMore}>
        {t('Show older chats')}
      </Button>
    </div>
  );
}

function LoadingList() {
  return (
    <div className="space-y-3 px-2 py-3" aria-busy="true">
      {['w-4/5', 'w-3/5', 'w-11/12', 'w-1/2'].map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}
