import { useEffect } from 'react';
import { useSettings } from '@/store/settingsStore';
import { takeOver } from './run/first-run';
import { joinRun } from './run/run-follower';
import { followSession } from './run/run-socket';

/**
 * Follows the chat in view over its WebSocket, if the settings say so: messages go out and answers
 * come in there, and runs that are started elsewhere are seen as well. Otherwise, and in other
 * chats, each run is followed by an event stream of its own.
 */
export function useWebSocket(
  sessionId: string | undefined,
  onEnd: (sessionId: string) => void,
): void {
  const isWanted = useSettings((state) => state.transport === 'websocket');
  useEffect(() => {
    if (!isWanted || sessionId === undefined) return;
    return (
      takeOver(sessionId) ??
      followSession(sessionId, onEnd, (runId) => joinRun(sessionId, runId, onEnd))
    );
  }, [isWanted, sessionId, onEnd]);
}
