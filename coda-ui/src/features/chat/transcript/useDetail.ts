import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { messageQuery } from '@/api/messages';
import { withDetail } from '../run/stored-messages';
import type { MessageView } from '../run/view';

/**
 * Completes a finished answer that was not seen live, where its tools' times are missing; the last
 * one also by how it ended.
 */
export function useDetail(message: MessageView, isLast: boolean): MessageView {
  const isEndUnknown = isLast && message.status === 'complete' && message.thoughts.length === 0;
  const enabled = isEndUnknown || lacksTimes(message);
  const { data } = useQuery({ ...messageQuery(message.id), enabled });
  return useMemo(() => (data === undefined ? message : withDetail(message, data)), [message, data]);
}

const lacksTimes = (message: MessageView) =>
  message.status !== 'partial' &&
  message.blocks.some((block) => block.kind === 'tool' && block.executionTimeMs === undefined);
