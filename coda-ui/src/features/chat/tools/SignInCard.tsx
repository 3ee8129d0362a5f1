import { useMutation } from '@tanstack/react-query';
import { openSignIn } from '@/api/mcpServers';
import { t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import type { Approval, SignIn, ToolBlock } from '../run/view';
import { Buttons, DecisionFrame, useDecision } from './DecisionFrame';

type SignInCardProps = { tool: ToolBlock; approval: Approval; signIn: SignIn };

/** A call waits for its user to sign in to another service, and is made by itself afterwards. */
export function SignInCard({ tool, approval, signIn }: SignInCardProps) {
  const answer = useDecision(tool, approval);
  const open = useMutation({ mutationFn: openSignIn });
  return (
    <DecisionFrame
      question={t('{name} works with your account at {service}. Sign in there to continue.', {
        name: tool.toolName,
        service: signIn.service,
      })}
      approval={approval}
      otherwise="declined"
      answer={answer}
      problem={(open.error ?? answer.error)?.message}
    >
      <Buttons>
        <Button look="primary" busy={open.isPending} onClick={() => open.mutate(signIn.url)}>
          {t('Sign in to {name}', { name: signIn.service })}
        </Button>
        {open.isSuccess && (
          <Button onClick={() => answer.mutate({ decision: 'approve' })}>{t('Continue')}</Button>
        )}
        <Button onClick={() => answer.mutate({ decision: 'deny' })}>{t('Decline')}</Button>
      </Buttons>
    </DecisionFrame>
  );
}
