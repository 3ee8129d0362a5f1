import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { defined } from '@/shared/defined';
import { formatTime } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { serverNow } from '@/shared/server-time';
import { request } from './client';
import type { Page, Share, SharedPage } from './schema';

/** All links of the user, or those to one session. */
export const sharesQuery = (sessionId?: string) =>
  queryOptions({
    queryKey: sessionId === undefined ? ['shares'] : ['shares', sessionId],
    queryFn: async ({ signal }) => {
      const path = sessionId === undefined ? '/shares' : `/sessions/${sessionId}/shares`;
      return (await request<Page<Share>>(path, { signal })).items;
    },
  });

export type NewShare = {
  messageId: string;
  title: string;
  includeTools: boolean;
  expiresAt: string | undefined;
};

/** The answer alone has the token. */
export const createShare = (sessionId: string, wanted: NewShare) =>
  request<Share>(`/sessions/${sessionId}/shares`, {
    method: 'POST',
    body: {
      message_id: wanted.messageId,
      include_tools: wanted.includeTools,
      ...defined({ title: wanted.title || undefined, expires_at: wanted.expiresAt }),
    },
  });

export const revokeShare = (id: string) => request<void>(`/shares/${id}`, { method: 'DELETE' });

/** Where anyone reads what was shared. */
export const shareUrl = (token: string) => new URL(`/shared/${token}`, location.href).href;

/** What a link shows, page by page. */
export const sharedQuery = (token: string) =>
  infiniteQueryOptions({
    queryKey: ['shared', token],
    queryFn: ({ pageParam, signal }) =>
      request<SharedPage>(`/shared/${encodeURIComponent(token)}`, {
        query: { limit: 100, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
    retry: false,
  });

/** What readers see above the chat. */
export const shareTitle = ({ title }: Share) => title ?? t('Without a title');

/** How long a link lasts, and whether it shows more than words. */
export function shareNote({ created_at, expires_at, include_tools }: Share): string {
  const end = expires_at === undefined ? undefined : Date.parse(expires_at);
  return [
    t('made {time}', { time: formatTime(Date.parse(created_at)) }),
    end === undefined
      ? undefined
      : end <= serverNow()
        ? t('expired')
        : t('until {time}', { time: formatTime(end) }),
    include_tools ? t('with what tools returned') : undefined,
  ]
    .filter(Boolean)
    .join(' · ');
}
