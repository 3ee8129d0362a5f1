import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Decision } from '@/api/runs';
import { toolsQuery } from '@/api/tools';
import { formatJson } from '@/shared/format';
import { msg, t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { approvalKey, approvalOf } from '../run/approval';
import type { Approval, ToolBlock } from '../run/view';
import { ApprovalInput } from './ApprovalInput';
import { Buttons, DecisionFrame, useDecision } from './DecisionFrame';
import { ElicitationCard } from './ElicitationCard';
import { SignInCard } from './SignInCard';
import { useKeptInput } from './useKeptInput';

const QUESTIONS: Record<string, string> = {
  approval: msg('May this tool run with the input below?'),
  tool_changed: msg('This tool has changed since it was approved. May it run as it is now?'),
  unknown_outcome: msg(
    'This call was cut off before, and it may have done its work. Run it again?',
  ),
};

type ApprovalCardProps = { tool: ToolBlock; approval: Approval };

/** Asks a person about one tool call: yes, no, or yes with another input. */
export function ApprovalCard({ tool, approval }: ApprovalCardProps) {
  if (approval.signIn !== undefined)
    return <SignInCard tool={tool} approval={approval} signIn={approval.signIn} />;
  return approval.question === undefined ? (
    <CallCard tool={tool} approval={approval} />
  ) : (
    <ElicitationCard tool={tool} approval={approval} question={approval.question} />
  );
}

function CallCard({ tool, approval }: ApprovalCardProps) {
  const { data: tools } = useQuery(toolsQuery);
  const description = tools?.find(({ name }) => name === tool.toolName)?.description;
  const [edited, setEdited] = useKeptInput(approvalKey(approval));
  const [remember, setRemember] = useState(false);
  const answer = useDecision(tool, approval);
  const repeats = approval.reason === 'unknown_outcome';
  const yes = approvalOf(edited);
  const decide = (decision: Decision) =>
    answer.mutate(remember ? { ...decision, remember } : decision);

  return (
    <DecisionFrame
      question={t(QUESTIONS[approval.reason] ?? QUESTIONS.approval ?? '')}
      approval={approval}
      otherwise="denied"
      answer={answer}
      problem={yes === undefined ? t('This is not JSON yet.') : answer.error?.message}
    >
      {description !== undefined && (
        <p className="line-clamp-3 text-soft text-xs" title={description}>
          {description}
        </p>
      )}
      <ApprovalInput
        name={tool.toolName}
        input={tool.input}
        edited={edited}
        onEdit={setEdited}
        isWrong={yes === undefined}
      />
      <Buttons>
        <Button
          look="primary"
          busy={answer.isPending}
          disabled={yes === undefined}
          onClick={() => yes !== undefined && decide(yes)}
        >
          {repeats ? t('Run again') : t('Approve')}
        </Button>
        <Button onClick={() => decide({ decision: 'deny' })}>{t('Deny')}</Button>
        {tool.input === undefined ? null : edited === undefined ? (
          <Button onClick={() => setEdited(formatJson(tool.input))}>{t('Edit input')}</Button>
        ) : (
          <Button onClick={() => setEdited(undefined)}>{t('Reset input')}</Button>
        )}
        {!repeats && (
          <label className="flex min-h-9 items-center gap-2 text-soft text-xs pointer-coarse:min-h-11">
            <input
              type="checkbox"
              checked={remember}
              onChange={(event) => setRemember(event.target.checked)}
            />
            {t('Do the same for {name} from now on', { name: tool.toolName })}
          </label>
        )}
      </Buttons>
    </DecisionFrame>
  );
}
