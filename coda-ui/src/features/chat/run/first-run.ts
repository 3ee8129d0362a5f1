import type { ChatRequest } from '@/api/schema';
import { useSettings } from '@/store/settingsStore';
import type { Asked } from './chat-reducer';
import { inPreparedSession } from './prepared-session';
import { joinRun, startRun } from './run-follower';
import { followSession } from './run-socket';

/** A socket that does not open in this time is done without. */
const PATIENCE_MS = 3_000;

/** Sockets of chats that have just begun, until the screen takes them over. */
const early = new Map<string, () => void>();

/** Starts the first run of a chat, over a WebSocket of its new session if the settings say so. */
export async function startFirstRun(
  request: ChatRequest,
  idempotencyKey: string,
  onEnd: (sessionId: string) => void,
  shown: Omit<Asked, 'question'> = {},
): Promise<string> {
  if (useSettings.getState().transport !== 'websocket')
    return startRun(request, idempotencyKey, onEnd, shown);
  return inPreparedSession(async (session) => {
    await connect(session, onEnd);
    return startRun({ ...request, session_id: session }, idempotencyKey, onEnd, shown);
  });
}

/** Takes over the socket of a chat that has just begun: answers what stops following it. */
export function takeOver(sessionId: string): (() => void) | undefined {
  const stop = early.get(sessionId);
  early.delete(sessionId);
  return stop;
}

function connect(session: string, onEnd: (sessionId: string) => void): Promise<void> {
  if (early.has(session)) return Promise.resolve();
  return new Promise((tried) => {
    const timer = setTimeout(tried, PATIENCE_MS);
    const onTried = () => {
      clearTimeout(timer);
      tried();
    };
    const onLeft = (runId: string) => joinRun(session, runId, onEnd);
    early.set(session, followSession(session, onEnd, onLeft, onTried));
  });
}
