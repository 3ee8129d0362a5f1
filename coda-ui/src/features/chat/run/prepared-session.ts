import { ApiError } from '@/api/client';
import { createSession } from '@/api/sessions';
import { useAttachmentStore } from '@/store/attachmentStore';

let preparing: Promise<string> | undefined;

/** Does something in the session of a chat that has not begun; one that is gone is replaced. */
export async function inPreparedSession<T>(send: (session: string) => Promise<T>): Promise<T> {
  return send(await preparedSession()).catch(async (error: Error) => {
    if (!(error instanceof ApiError) || error.status !== 404) throw error;
    useAttachmentStore.setState({ prepared: undefined });
    return send(await preparedSession());
  });
}

function preparedSession(): Promise<string> {
  const { prepared } = useAttachmentStore.getState();
  if (prepared !== undefined) return Promise.resolve(prepared);
  preparing ??= createSession()
    .then(({ id }) => {
      useAttachmentStore.setState({ prepared: id });
      return id;
    })
    .finally(() => {
      preparing = undefined;
    });
  return preparing;
}
