import { useQueryClient } from '@tanstack/react-query';
import { selectBranch } from '@/api/messages';
import type { ChatRequest } from '@/api/schema';
import { changeSession, forkSession } from '@/api/sessions';
import { t } from '@/shared/i18n/translate';
import { attachmentsOf } from './run/blocks';
import type { MessageView } from './run/view';
import type { ShownRequest } from './useSubmit';

export type ModelChoice = Pick<ChatRequest, 'model_provider' | 'model_name'>;

type BranchingInput = {
  sessionId: string | undefined;
  messages: readonly MessageView[];
  submit: (request: ChatRequest, shown?: ShownRequest) => Promise<unknown>;
};

/** The ways to another branch of a conversation, or to a copy of it. */
export function useBranching({ sessionId, messages, submit }: BranchingInput) {
  const client = useQueryClient();
  const show = () => client.refetchQueries({ queryKey: ['messages', sessionId] });
  const messageOf = (id: string) => messages.find((message) => message.id === id);
  const parentOf = (id: string) => messageOf(id)?.parentId;
  /** An edited question keeps its files. */
  const filesOf = (id: string) => attachmentsOf(messageOf(id)?.blocks ?? []);

  return {
    /** Asks again for an answer to a message that stands already. */
    retry: (userMessageId: string, model: ModelChoice) =>
      submit({ parent_id: userMessageId, ...model }, { after: userMessageId }),
    /** Asks otherwise; the old question stays in view until the new one is accepted. */
    edit: (id: string, content: string, model: ModelChoice) =>
      submit(
        { content, edit_of: id, ...model },
        { after: parentOf(id) ?? null, isEdit: true, files: filesOf(id) },
      ),
    /** Asks for another answer; the old one stays in its place until the new one has begun. */
    regenerate: (answerId: string, model: ModelChoice) =>
      submit({ answer_again: answerId, ...model }, { after: parentOf(answerId) }),
    /** Shows the branch through another message in the same place. */
    select: (messageId: string) => selectBranch(messageId).then(show),
    /** Copies the conversation up to a message to a new session and names it. */
    fork: async (messageId: string) => {
      const { id, title } = await forkSession(sessionId ?? '', messageId);
      const name = t('{title} (fork)', { title: title ?? t('New chat') }).slice(-200);
      // Two chats of one name could not be distinguished; the copy is there in any case.
      await changeSession(id, { title: name }).catch(() => {});
      void client.invalidateQueries({ queryKey: ['sessions'] });
      return id;
    },
  };
}
