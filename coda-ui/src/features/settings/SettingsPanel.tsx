import { Tabs } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { msg, t } from '@/shared/i18n/translate';
import { APIKeyManager } from './APIKeyManager';
import { DataPanel } from './DataPanel';
import { McpServers } from './McpServers';
import { PreferencesForm } from './PreferencesForm';
import { PromptManager } from './PromptManager';
import { QuotaPanel } from './QuotaPanel';
import { TokenManager } from './TokenManager';
import { ToolPermissions } from './ToolPermissions';

type PageProps = { onAccountDeleted: () => void };
type Page = { id: string; name: string; page: (props: PageProps) => ReactNode };

const PAGES = [
  { id: 'preferences', name: msg('Preferences'), page: PreferencesForm },
  { id: 'quota', name: msg('Usage'), page: QuotaPanel },
  { id: 'prompts', name: msg('Prompts'), page: PromptManager },
  { id: 'keys', name: msg('Provider keys'), page: APIKeyManager },
  { id: 'tools', name: msg('Tools'), page: ToolsPage },
  { id: 'tokens', name: msg('Access tokens'), page: TokenManager },
  { id: 'data', name: msg('Your data'), page: DataPanel },
] as const satisfies readonly Page[];

function ToolsPage() {
  return (
    <>
      <McpServers />
      <ToolPermissions />
    </>
  );
}

/** A narrow page shows a few tabs at once, and a page becomes narrow when a phone is turned. */
function keepInView(tab: HTMLElement | null) {
  const show = () => tab?.scrollIntoView({ block: 'nearest', inline: 'center' });
  show();
  addEventListener('resize', show);
  return () => removeEventListener('resize', show);
}

export type SettingsPage = (typeof PAGES)[number]['id'];

type SettingsPanelProps = PageProps & { page?: SettingsPage };

/** All that a user can set, a page for each kind. */
export function SettingsPanel({ page = 'preferences', onAccountDeleted }: SettingsPanelProps) {
  const [chosen, setChosen] = useState<string>(page);
  return (
    <Tabs.Root value={chosen} onValueChange={setChosen}>
      <Tabs.List
        aria-label={t('Settings')}
        className="mb-4 flex gap-1 overflow-x-auto border-line border-b"
      >
        {PAGES.map(({ id, name }) => (
          <Tabs.Trigger
            key={id}
            value={id}
            ref={id === chosen ? keepInView : null}
            className="-outline-offset-2 min-h-9 shrink-0 border-transparent border-b-2 px-2 text-sm text-soft hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink pointer-coarse:min-h-11"
          >
            {t(name)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {PAGES.map(({ id, page: Page }) => (
        <Tabs.Content key={id} value={id} className="min-h-64">
          <Page onAccountDeleted={onAccountDeleted} />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
