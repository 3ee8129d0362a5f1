import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ToolPermission } from '@/api/schema';
import { setToolPermission, settingsQuery } from '@/api/settings';
import { msg, t } from '@/shared/i18n/translate';
import { Button } from '@/shared/ui/Button';
import { SettingProblem, SettingRow } from './SettingRow';

const WORDS: Readonly<Record<ToolPermission, string>> = {
  allow: msg('Runs without asking you'),
  ask: msg('Always asks you'),
  deny: msg('Never runs'),
};

/** What the user has decided about tools permanently. */
export function ToolPermissions() {
  const client = useQueryClient();
  const settings = useQuery(settingsQuery);
  const forget = useMutation({
    mutationFn: (tool: string) => setToolPermission(tool, null),
    onSuccess: (saved) => client.setQueryData(settingsQuery.queryKey, saved),
  });
  const tools = Object.entries(settings.data?.preferences.tool_permissions ?? {}).sort();
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
                onClick={() => forget.mutate(tool)}
              >
                {t('Forget')}
              </Button>
            }
          />
        ))}
      </ul>
      <SettingProblem error={settings.error ?? forget.error} />
    </section>
  );
}
