import { ArrowDown, ArrowUp, Pencil, SendHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import { t, tn } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { IconButton } from '@/shared/ui/IconButton';
import {
  dropQueued,
  editQueued,
  moveQueued,
  type QueuedMessage,
  useQueueStore,
} from '@/store/queueStore';
import { EditForm } from '../transcript/EditForm';

type QueuePanelProps = {
  sessionId: string | undefined;
  /** What the answer before the first message is doing. */
  before: 'running' | 'asking' | 'ended';
  /** Sends a message at once; an answer that is being written is stopped for it. */
  onSendNow: (id: string) => void;
};

/** The messages that wait for the answer before them, and what can be done with each. */
export function QueuePanel({ sessionId, before, onSendNow }: QueuePanelProps) {
  const queue = useQueueStore((state) => state.queues[sessionId ?? '']);
  const [editing, setEditing] = useState<string>();
  if (queue === undefined || sessionId === undefined) return null;
  const { held, items } = queue;
  const first = items[0];
  const isHeld = held !== undefined && before === 'ended';
  return (
    <section
      aria-label={t('Queued messages')}
      className="mb-2 rounded-xl border border-line bg-sunken text-sm"
    >
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1">
        <p role="status" className="min-w-0 flex-1 text-soft text-xs">
          {isHeld
            ? `${held} ${t('Your messages wait for you.')}`
            : waitingText(items.length, before)}
        </p>
        {isHeld && first !== undefined && (
          <Button onClick={() => onSendNow(first.id)}>{t('Send next')}</Button>
        )}
      </div>
      <ol className="max-h-[30dvh] overflow-y-auto">
        {items.map((item, index) => (
          <li key={item.id} className="border-line border-t px-3 py-1">
            {editing === item.id ? (
              <EditForm
                text={item.content}
                action={t('Save')}
                onCancel={() => setEditing(undefined)}
                onSubmit={async (text) => editQueued(sessionId, item.id, text)}
              />
            ) : (
              <QueueItem
                item={item}
                isFirst={index === 0}
                isLast={index === items.length - 1}
                isRunning={before !== 'ended'}
                onEdit={() => setEditing(item.id)}
                onMove={(by) => moveQueued(sessionId, item.id, by)}
                onDrop={() => dropQueued(sessionId, item.id)}
                onSendNow={() => onSendNow(item.id)}
              />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function waitingText(count: number, before: QueuePanelProps['before']): string {
  const when =
    before === 'asking'
      ? t('The next one is sent when this answer is complete, which waits for you.')
      : t('The next one is sent when this answer is complete.');
  return `${tn(count, '{n} message is queued.', '{n} messages are queued.')} ${when}`;
}

type QueueItemProps = {
  item: QueuedMessage;
  isFirst: boolean;
  isLast: boolean;
  isRunning: boolean;
  onEdit: () => void;
  onMove: (by: -1 | 1) => void;
  onDrop: () => void;
  onSendNow: () => void;
};

function QueueItem(props: QueueItemProps) {
  const { item, isFirst, isLast, isRunning, onEdit, onMove, onDrop, onSendNow } = props;
  return (
    <div className="flex items-center gap-0.5">
      <p dir="auto" title={item.content} className="min-w-0 flex-1 truncate">
        {item.content}
        {item.files !== undefined && item.files.length > 0 && (
          <span className="text-soft"> {item.files.map(({ name }) => name).join(', ')}</span>
        )}
      </p>
      <IconButton label={t('Edit')} icon={<Pencil size={14} />} onClick={onEdit} />
      <IconButton
        label={t('Move up')}
        icon={<ArrowUp size={14} />}
        disabled={isFirst}
        onClick={() => onMove(-1)}
      />
      <IconButton
        label={t('Move down')}
        icon={<ArrowDown size={14} />}
        disabled={isLast}
        onClick={() => onMove(1)}
      />
      <IconButton
        label={isRunning ? t('Stop the answer and send') : t('Send now')}
        icon={<SendHorizontal size={14} className="rtl:-scale-x-100" />}
        onClick={onSendNow}
      />
      <IconButton label={t('Remove from the queue')} icon={<X size={14} />} onClick={onDrop} />
    </div>
  );
}
