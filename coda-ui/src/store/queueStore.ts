import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Attachment } from '@/api/schema';
import { randomId } from '@/shared/random-id';
import { browserStorage } from './browser-storage';

export type QueuedMessage = {
  /** Also the key that it is sent under: whichever window sends it, it is sent once. */
  id: string;
  content: string;
  files?: readonly Attachment[];
  model_provider?: string;
  model_name?: string;
  /** Sent even if the answer before it was stopped or has failed. */
  now?: boolean;
};

export type Queue = {
  /** The run that the first message waits for. */
  after?: string;
  /** Why the messages wait for the user to continue. */
  held?: string;
  items: readonly QueuedMessage[];
};

type QueueState = {
  /** The user whose messages these are. */
  owner: string | undefined;
  queues: Readonly<Record<string, Queue>>;
};

const NAME = 'coda-queue';

/** Messages to be sent when the answer before them is complete, by session. They outlive the page. */
export const useQueueStore = create<QueueState>()(
  persist((): QueueState => ({ owner: undefined, queues: {} }), {
    name: NAME,
    version: 1,
    storage: browserStorage,
  }),
);

/** Follows what other windows do with the queues, until stopped. */
export function followOtherWindows(): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === NAME) void useQueueStore.persist.rehydrate();
  };
  addEventListener('storage', onStorage);
  return () => removeEventListener('storage', onStorage);
}

export const queueOf = (session: string): Queue | undefined =>
  useQueueStore.getState().queues[session];

/** Adds a message at the end, or at the beginning where it is to be sent `now`. */
export function enqueue(
  session: string,
  message: Omit<QueuedMessage, 'id'>,
  after: string | undefined,
): void {
  const queued = { id: randomId(), ...message };
  change(session, (queue) => ({
    ...queue,
    ...(after === undefined ? {} : { after }),
    items: message.now ? [queued, ...queue.items] : [...queue.items, queued],
  }));
}

/** Changes a text. It gets another key, since under the old one the old text may have been sent. */
export function editQueued(session: string, id: string, content: string): void {
  change(session, (queue) => ({
    ...queue,
    items: queue.items.map((item) =>
      item.id === id ? { ...item, id: randomId(), content } : item,
    ),
  }));
}

/** Moves a message towards the beginning (-1) or the end (1). */
export function moveQueued(session: string, id: string, by: -1 | 1): void {
  change(session, (queue) => {
    const from = queue.items.findIndex((item) => item.id === id);
    const item = queue.items[from];
    const other = queue.items[from + by];
    if (item === undefined || other === undefined) return queue;
    return { ...queue, items: queue.items.with(from, other).with(from + by, item) };
  });
}

export function dropQueued(session: string, id: string): void {
  change(session, (queue) => ({ ...queue, items: queue.items.filter((item) => item.id !== id) }));
}

/** Puts a message first and sends it whatever became of the answer before. */
export function sendNow(session: string, id: string): void {
  change(session, ({ held: _, ...queue }) => ({
    ...queue,
    items: [
      ...queue.items.filter((item) => item.id === id).map((item) => ({ ...item, now: true })),
      ...queue.items.filter((item) => item.id !== id),
    ],
  }));
}

/** Sends nothing until the user says so. */
export function holdQueue(session: string, held: string): void {
  change(session, (queue) => ({
    ...queue,
    held,
    items: queue.items.map(({ now: _, ...item }) => item),
  }));
}

export function waitForRun(session: string, after: string): void {
  change(session, (queue) => ({ ...queue, after }));
}

export function clearQueue(session: string): void {
  change(session, (queue) => ({ ...queue, items: [] }));
}

function change(session: string, with_: (queue: Queue) => Queue): void {
  useQueueStore.setState(({ queues: { [session]: queue = { items: [] }, ...others } }) => {
    const next = with_(queue);
    return { queues: next.items.length === 0 ? others : { ...others, [session]: next } };
  });
}
