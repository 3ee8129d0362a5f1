import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/shared/ui/Button';
import { IconButton } from '@/shared/ui/IconButton';
import { Skeleton } from '@/shared/ui/Skeleton';
import { groupByAge } from './group-by-age';
import { SessionItem } from './SessionItem';
import { useSessions } from './useSession';

type SessionListProps = {
  currentId: string | undefined;
  /** What chats are doing, by session. */
  activities: Readonly<Record<string, 'running' | 'asking'>>;
  onDeleted: (sessionId: string) => void;
  onSelected: () => void;
};

export function SessionList({ currentId, activities, onDeleted, onSelected }: SessionListProps) {
  const [filter, setFilter] = useState('');
  const list = useSessions(filter);
  return (
    <>
      <div className="relative px-3 pb-2">
        <Search
          size={14}
          aria-hidden
          className="absolute start-6 top-2.5 text-soft pointer-coarse:top-3.5"
        />
        <input
          type="search"
          aria-label="Search chats"
          placeholder="Search chats"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          className="h-9 w-full rounded-lg border border-line bg-raised ps-8 pe-8 text-sm [&::-webkit-search-cancel-button]:appearance-none placeholder:text-soft pointer-coarse:h-11"
        />
        {filter !== '' && (
          <IconButton
            label="Clear the search"
            icon={<X size={14} />}
            onClick={() => setFilter('')}
            className="absolute end-3.5 top-0.5 pointer-coarse:top-1.5"
          />
        )}
      </div>
      <nav aria-label="Chats" className="min-h-0 flex-1 overflow-y-auto px-3 pb-3">
        {list.isLoading ? (
          <LoadingList />
        ) : list.error !== undefined && list.sessions.length === 0 ? (
          <div role="alert" className="space-y-2 px-2 py-4 text-soft text-sm">
            <p>{list.error.message}</p>
            <Button onClick={list.retry}>Try again</Button>
          </div>
        ) : list.sessions.length === 0 ? (
          <p className="px-2 py-4 text-soft text-sm">
            {list.isSearch ? 'No chats found.' : 'Your chats will be listed here.'}
          </p>
        ) : (
          (list.isSearch
            ? [{ name: 'Found', sessions: list.sessions }]
            : groupByAge(list.sessions, new Date())
          ).map((group) => (
            <section key={group.name} aria-label={group.name} className="mb-3">
              <h2 className="px-2 py-1 font-medium text-2xs text-soft">{group.name}</h2>
              <ul>
                {group.sessions.map((session) => (
                  <SessionItem
                    key={session.id}
                    session={session}
                    activity={activities[session.id]}
                    words={list.isSearch ? filter.trim() : ''}
                    isCurrent={session.id === currentId}
                    onDeleted={onDeleted}
                    onSelected={onSelected}
                  />
                ))}
              </ul>
            </section>
          ))
        )}
        {list.hasMore && (
          <Button className="w-full" busy={list.isLoadingMore} onClick={list.loadMore}>
            Show older chats
          </Button>
        )}
      </nav>
    </>
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
