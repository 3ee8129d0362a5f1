import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Tool, ToolPermission } from '@/api/schema';
import { setToolPermission, settingsQuery } from '@/api/settings';
import { toolsQuery } from '@/api/tools';
import { msg, t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { Select } from '@/shared/ui/Select';
import { SettingProblem, SettingRow } from './SettingRow';

const WORDS: Readonly<Record<ToolPermission, string>> = {
  allow: msg('Runs without asking you'),
  ask: msg('Always asks you'),
  deny: msg('Never runs'),
};

/** What the user has decided about tools permanently, and all tools to decide about. */
export function ToolPermissions() {
  const client = useQueryClient();
  const settings = useQuery(settingsQuery);
  const all = useQuery(toolsQuery);
  const decide = useMutation({
    mutationFn: ([tool, permission]: [string, ToolPermission | null]) =>
      setToolPermission(tool, permission),
    onSuccess: (saved) => client.setQueryData(settingsQuery.queryKey, saved),
  });
  const decided = settings.data?.preferences.tool_permissions ?? {};
  const tools = Object.entries(decided).sort();
  return (
    <section>
      <p className="mb-2 text-soft text-sm">
        {settings.isSuccess && tools.length === 0
          ? t('Nothing is remembered. Each tool asks as it does by itself.')
          : t('What you decided with “from now on”. Forget it, and the tool asks again.')}
      </p>
      <ul aria-label={t('Remembered tools')}>
        {tools.map(([tool, permission]) => (
          <SettingRow
            key={tool}
            title={tool}
            note={t(WORDS[permission])}
            action={
              <Button
                aria-label={t('Forget what was decided about {name}', { name: tool })}
                onClick={() => decide.mutate([tool, null])}
              >
                {t('Forget')}
              </Button>
            }
          />
        ))}
      </ul>
      <SettingProblem error={settings.error ?? decide.error} />
      <h3 className="mt-5 font-medium text-sm">{t('All tools')}</h3>
      <ul aria-label={t('All tools')}>
        {(all.data ?? []).map((tool) => (
          <SettingRow
            key={tool.name}
            title={tool.name}
            note={<span className="line-clamp-2">{tool.description}</span>}
            action={
              <PermissionSelect
                tool={tool}
                permission={decided[tool.name]}
                onChange={(permission) => decide.mutate([tool.name, permission])}
              />
            }
          />
        ))}
      </ul>
      <SettingProblem error={all.error} />
    </section>
  );
}

const CHOICES: Readonly<Record<ToolPermission, string>> = {
  allow: msg('Allow'),
  ask: msg('Ask me'),
  deny: msg('Never'),
};

type PermissionSelectProps = {
  tool: Tool;
  permission: ToolPermission | undefined;
  onChange: (permission: ToolPermission | null) => void;
};

/** What a tool may do; a user cannot allow what its operator forbids. */
function PermissionSelect({ tool, permission, onChange }: PermissionSelectProps) {
  const { name, permission: own = 'allow' } = tool;
  if (own === 'deny') return <span className="text-soft text-xs">{t(WORDS.deny)}</span>;
  return (
    <Select
      look="compact"
      label={t('May {name} run?', { name })}
      value={permission ?? ''}
      options={[
        { value: '', label: t('Default: {what}', { what: t(CHOICES[own]) }) },
        ...Object.entries(CHOICES).map(([value, words]) => ({ value, label: t(words) })),
      ]}
      onChange={(value) => onChange(value === '' ? null : (value as ToolPermission))}
      className="w-44"
    />
  );
}
