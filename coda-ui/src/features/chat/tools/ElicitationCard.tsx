import { useState } from 'react';
import { formatJson } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { later } from '@/shared/later';
import { Button } from '@/shared/ui/Button';
import { approvalKey, parsed } from '../run/approval';
import type { Approval, ToolBlock, ToolQuestion } from '../run/view';
import { ApprovalInput } from './ApprovalInput';
import { answerOf, blankValues, type FieldValues, fieldsOf } from './answer-form';
import { Buttons, DecisionFrame, useDecision } from './DecisionFrame';
import { useKeptInput } from './useKeptInput';

// Its lists are not worth loading with every chat.
const AnswerForm = later(() => import('./AnswerForm').then((module) => module.AnswerForm));

type ElicitationCardProps = { tool: ToolBlock; approval: Approval; question: ToolQuestion };

/** A tool asks in the middle of its call; the answer is a form, or JSON where no form fits. */
export function ElicitationCard({ tool, approval, question }: ElicitationCardProps) {
  const fields = fieldsOf(question.schema);
  const [kept, keep] = useKeptInput(approvalKey(approval));
  const [isChecked, setChecked] = useState(false);
  const answer = useDecision(tool, approval);
  const values = (kept === undefined ? undefined : (parsed(kept) as FieldValues)) ?? {};
  const filled = fields === undefined ? {} : { ...blankValues(fields), ...values };
  const { answer: input, problems } =
    fields === undefined
      ? { answer: parsed(kept ?? '{}'), problems: {} }
      : answerOf(fields, filled);
  const isWrong = input === undefined || Object.keys(problems).length > 0;

  const send = () => {
    setChecked(true);
    if (!isWrong) answer.mutate({ decision: 'approve', input });
  };
  return (
    <DecisionFrame
      question={t('{name} asks you something. It gets what you send, so send no secrets.', {
        name: tool.toolName,
      })}
      approval={approval}
      otherwise="declined"
      answer={answer}
      problem={answer.error?.message}
    >
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{question.message}</p>
      {fields === undefined ? (
        <ApprovalInput
          name={t('your answer')}
          input={{}}
          edited={kept ?? formatJson({})}
          onEdit={keep}
          isWrong={isWrong}
        />
      ) : (
        <AnswerForm
          fields={fields}
          values={filled}
          problems={isChecked ? problems : {}}
          onChange={(next) => keep(JSON.stringify(next))}
        />
      )}
      <Buttons>
        <Button look="primary" busy={answer.isPending} onClick={send}>
          {t('Answer')}
        </Button>
        <Button onClick={() => answer.mutate({ decision: 'deny' })}>{t('Decline')}</Button>
      </Buttons>
    </DecisionFrame>
  );
}
