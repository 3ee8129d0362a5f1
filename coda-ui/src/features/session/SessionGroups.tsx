import type { Session } from '@/api/schema';
import { titleOf } from '@/api/sessions';
import type { SessionGroup } from './group-by-age';
import { SessionItem, type SessionMark } from './SessionItem';

type SessionGroupsProps = {
  groups: readonly SessionGroup[];
  currentId: string | undefined;
  marks: Readonly<Record<string, SessionMark>>;
  /** What was searched for. */
  words: string;
  /** The chats that are chosen; undefined while nothing is to be chosen. */
  chosen: ReadonlySet<string> | undefined;
  onToggle: (sessionId: string) => void;
  onDeleted: (sessionId: string) => void;
  onSelected: () => void;
};

/** Chats under headings. */
export function SessionGroups(props: SessionGroupsProps) {
  const { groups, currentId, marks, words, chosen, onToggle, onDeleted, onSelected } = props;
  return groups.map((group) => (
    <section key={group.name} aria-label={group.name} className="mb-3">
      <h2 className="px-2 py-1 font-medium text-2xs text-soft">{group.name}</h2>
      <ul>
        {group.sessions.map((session) =>
          chosen === undefined ? (
            <SessionItem
              key={session.id}
              session={session}
              mark={marks[session.id]}
              words={words}
              isCurrent={session.id === currentId}
              onDeleted={onDeleted}
              onSelected={onSelected}
            />
          ) : (
            <Choice
              key={session.id}
              session={session}
              checked={chosen.has(session.id)}
              onToggle={() => onToggle(session.id)}
            />
          ),
        )}
      </ul>
    </section>
  ));
}

type ChoiceProps = { session: Session; checked: boolean; onToggle: () => void };

function Choice({ session, checked, onToggle }: ChoiceProps) {
  return (
    <li>
      <label className="flex min-h-9 cursor-pointer items-center gap-2 rounded-lg px-2 text-sm hover:bg-hover pointer-coarse:min-h-11">
        <input type="checkbox" checked={checked} onChange={onToggle} />
        <span dir="auto" className="min-w-0 truncate">
          {titleOf(session)}
        </span>
      </label>
    </li>
  );
}
