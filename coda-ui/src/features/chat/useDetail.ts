import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { messageQuery } from '@/api/messages';
import { withDetail } from './stored-messages';
import type { MessageView } from './view';

/** Completes a finished answer that was not seen live, where its tools' times are missing. */
export function useDetail(message: MessageView): MessageView {
  const { data } = useQuery({ ...messageQuery(message.id), enabled: lacksTimes(message) });
  return useMemo(() => (data === undefined ? message : withDetail(message, data)), [message, data]);
}

const lacksTimes = (message: MessageView) =>
  message.status !== 'partial' &&
  message.blocks.some((block) => block.kind === 'tool' && block.executionTimeMs === undefined);
