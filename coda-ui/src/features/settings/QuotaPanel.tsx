import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '@/api/auth';
import { ApiError } from '@/api/client';
import type { Organization } from '@/api/schema';
import { setMonthlyBudget, settingsQuery } from '@/api/settings';
import { formatCost, formatCount } from '@/shared/format';
import { currentLanguage, t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Field } from '@/shared/ui/Field';
import { Skeleton } from '@/shared/ui/Skeleton';
import { SettingProblem } from './SettingRow';

/** What is used of the month's quota, and the user's own budget. */
export function QuotaPanel() {
  const me = useQuery({ ...meQuery, staleTime: 0 });
  const organization = me.data?.organization;
  return (
    <section className="space-y-5">
      {organization === undefined && me.error === null && <Skeleton className="h-28 w-full" />}
      {organization !== undefined && <Quotas organization={organization} />}
      <SettingProblem error={me.error} />
      <BudgetForm />
    </section>
  );
}

function Quotas({ organization }: { organization: Organization }) {
  const money = organization.quota_cost_usd;
  const cost = Number(organization.used_cost_usd);
  return (
    <div className="space-y-3">
      <Meter
        name={t('Runs')}
        used={organization.used_requests}
        quota={organization.quota_requests}
        format={formatCount}
      />
      <Meter
        name={t('Tokens')}
        used={organization.used_tokens}
        quota={organization.quota_tokens}
        format={formatCount}
      />
      {money === undefined ? (
        <p className="text-soft text-sm">
          {t('Cost this month: {cost}', { cost: formatCost(cost) })}
        </p>
      ) : (
        <Meter name={t('Cost')} used={cost} quota={Number(money)} format={formatCost} />
      )}
      <p className="text-soft text-xs">
        {t('Quotas start anew on {day}.', {
          day: new Date(organization.resets_at).toLocaleDateString(currentLanguage(), {
            day: 'numeric',
            month: 'long',
            timeZone: 'UTC',
          }),
        })}
      </p>
    </div>
  );
}

type MeterProps = { name: string; used: number; quota: number; format: (n: number) => string };

function Meter({ name, used, quota, format }: MeterProps) {
  const text = t('{n} of {all}', { n: format(used), all: format(quota) });
  return (
    <div>
      <div className="mb-1 flex justify-between text-sm">
        <span className="font-medium">{name}</span>
        <span className="text-soft tabular-nums">{text}</span>
      </div>
      <meter
        aria-label={t('{name} used this month', { name })}
        aria-valuetext={text}
        max={quota}
        high={quota * 0.9}
        optimum={0}
        value={Math.min(used, quota)}
        className="quota-meter"
      />
    </div>
  );
}

function BudgetForm() {
  const client = useQueryClient();
  const settings = useQuery(settingsQuery);
  const [edited, setEdited] = useState<string>();
  const stored = settings.data?.preferences.monthly_budget_usd ?? '';
  const budget = edited ?? stored;
  const save = useMutation({
    mutationFn: () => setMonthlyBudget(budget.trim() === '' ? null : budget.trim()),
    onSuccess: (kept) => {
      client.setQueryData(settingsQuery.queryKey, kept);
      setEdited(undefined);
    },
  });
  const wrong =
    save.error instanceof ApiError
      ? save.error.fields['preferences.monthly_budget_usd']
      : undefined;
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Field
        label={t('Your monthly budget in US dollars')}
        inputMode="decimal"
        value={budget}
        onChange={(event) => setEdited(event.target.value)}
        error={wrong === undefined ? undefined : t('Write an amount such as 20.00.')}
        hint={t('Runs of yours that would cost more are refused. Leave it empty for no budget.')}
      />
      <Button type="submit" busy={save.isPending} disabled={budget === stored}>
        {t('Save budget')}
      </Button>
      <SettingProblem error={wrong === undefined ? save.error : null} />
    </form>
  );
}
