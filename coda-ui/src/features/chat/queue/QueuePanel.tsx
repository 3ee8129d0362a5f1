import { ArrowDown, ArrowUp, Pencil, SendHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import { t, tn } from '@/shared/i18n/translate';
import { IconButton } from '@/shared/ui/IconButton';
import { EditForm } from '../transcript/EditForm';
import type { ModelChoice } from '../useBranching';
import type { QueuedMessage } from './queued';
import type { Queue } from './useQueue';

type QueuePanelProps = {
  queue: Queue;
  /** Where messages go that are added again. */
  model: ModelChoice;
  /** Whether the answer before them waits for the user. */
  isAsking: boolean;
};

/** The messages that wait for the answer before them, and what can be done with each. */
export function QueuePanel({ queue, model, isAsking }: QueuePanelProps) {
  const { items } = queue;
  const [editing, setEditing] = useState<string>();
  if (items.length === 0) return null;
  return (
    <section
      aria-label={t('Queued messages')}
      aria-busy={queue.isBusy}
      className="mb-2 rounded-xl border border-line bg-sunken text-sm"
    >
      <p role="status" className="flex min-h-9 items-center px-3 py-1 text-soft text-xs">
        {waitingText(items.length, isAsking)}
      </p>
      <ol className="max-h-[30dvh] overflow-y-auto">
        {items.map((item, index) => (
          <li key={item.id} className="border-line border-t px-3 py-1">
            {editing === item.id ? (
              <EditForm
                text={item.text}
                action={t('Save')}
                onCancel={() => setEditing(undefined)}
                onSubmit={async (text) => queue.edit(item, text, model)}
              />
            ) : (
              <QueueItem
                item={item}
                isBusy={queue.isBusy}
                isFirst={index === 0}
                isLast={index === items.length - 1}
                onEdit={() => setEditing(item.id)}
                onMove={(by) => queue.move(item, by, model)}
                onDrop={() => queue.drop(item)}
                onSendNow={() => queue.sendNow(item, model)}
              />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function waitingText(count: number, isAsking: boolean): string {
  const when = isAsking
    ? t('The next one is sent when this answer ends, which waits for you.')
    : t('The next one is sent when this answer ends.');
  return `${tn(count, '{n} message is queued.', '{n} messages are queued.')} ${when}`;
}

type QueueItemProps = {
  item: QueuedMessage;
  isBusy: boolean;
  isFirst: boolean;
  isLast: boolean;
  onEdit: () => void;
  onMove: (by: -1 | 1) => void;
  onDrop: () => void;
  onSendNow: () => void;
};

function QueueItem(props: QueueItemProps) {
  const { item, isBusy, isFirst, isLast, onEdit, onMove, onDrop, onSendNow } = props;
  return (
    <div className="flex items-center gap-0.5">
      <p dir="auto" title={item.text} className="min-w-0 flex-1 truncate">
        {item.text}
        {item.files.length > 0 && (
          <span className="text-soft"> {item.files.map(({ name }) => name).join(', ')}</span>
        )}
      </p>
      <IconButton
        label={t('Edit')}
        icon={<Pencil size={14} />}
        disabled={isBusy}
        onClick={onEdit}
      />
      <IconButton
        label={t('Move up')}
        icon={<ArrowUp size={14} />}
        disabled={isBusy || isFirst}
        onClick={() => onMove(-1)}
      />
      <IconButton
        label={t('Move down')}
        icon={<ArrowDown size={14} />}
        disabled={isBusy || isLast}
        onClick={() => onMove(1)}
      />
      <IconButton
        label={t('Stop the answer and send')}
        icon={<SendHorizontal size={14} className="rtl:-scale-x-100" />}
        disabled={isBusy}
        onClick={onSendNow}
      />
      <IconButton
        label={t('Remove from the queue')}
        icon={<X size={14} />}
        disabled={isBusy}
        onClick={onDrop}
      />
    </div>
  );
}
