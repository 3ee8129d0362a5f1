import { useMutation } from '@tanstack/react-query';
import { type Decision, decideCall } from '@/api/runs';
import { t } from '@/shared/i18n/translate';
import { Banner } from '@/shared/ui/Banner';
import { Button } from '@/shared/ui/Button';
import { useChatStore } from '@/store/chatStore';
import { approvalKey, approvalOf, type Waiting } from '../run/approval';

/** Decides several calls at once; each with the input that its card shows. */
export function ApproveAll({ waiting }: { waiting: readonly Waiting[] }) {
  const inputs = useChatStore((state) => state.inputs);
  const decisions = waiting.map(({ approval }) => approvalOf(inputs[approvalKey(approval)]));
  const answer = useMutation({
    mutationFn: (decide: (index: number) => Decision) =>
      Promise.all(
        waiting.map(({ tool, approval }, index) =>
          decideCall(approval.runId, tool.callId, decide(index)),
        ),
      ),
  });
  const canApprove = decisions.every((decision) => decision !== undefined);
  return (
    <Banner
      tone="warn"
      action={
        <>
          <Button onClick={() => answer.mutate(() => ({ decision: 'deny' }))}>
            {t('Deny all')}
          </Button>
          <Button
            look="primary"
            busy={answer.isPending}
            disabled={!canApprove}
            onClick={() => answer.mutate((index) => decisions[index] ?? { decision: 'deny' })}
          >
            {t('Approve all')}
          </Button>
        </>
      }
    >
      {answer.error?.message ?? t('{n} tool calls wait for you.', { n: waiting.length })}
    </Banner>
  );
}
