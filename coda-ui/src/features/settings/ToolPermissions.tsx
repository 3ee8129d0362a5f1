import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ToolPermission } from '@/api/schema';
import { setToolPermission, settingsQuery } from '@/api/settings';
import { Button } from '@/shared/ui/Button';
import { SettingProblem, SettingRow } from './SettingRow';

const WORDS: Readonly<Record<ToolPermission, string>> = {
  allow: 'Runs without asking you',
  ask: 'Always asks you',
  deny: 'Never runs',
};

/** What the user has decided about tools for good. */
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
          ? 'Nothing is remembered. Each tool asks as it does by itself.'
          : 'What you decided with “from now on”. Forget it, and the tool asks again.'}
      </p>
      <ul aria-label="Remembered tools">
        {tools.map(([tool, permission]) => (
          <SettingRow
            key={tool}
            title={tool}
            note={WORDS[permission]}
            action={
              <Button
                aria-label={`Forget what was decided about ${tool}`}
                onClick={() => forget.mutate(tool)}
              >
                Forget
              </Button>
            }
          />
        ))}
      </ul>
      <SettingProblem error={settings.error ?? forget.error} />
    </section>
  );
}
