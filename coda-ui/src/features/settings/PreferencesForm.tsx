import { useState } from 'react';
import { LANGUAGES } from '@/shared/i18n/languages';
import { msg, t } from '@/shared/i18n/translate';
import { askToNotify } from '@/shared/notify';
import { Check } from '@/shared/ui/Check';
import { Select } from '@/shared/ui/Select';
import { setTheme, type Theme, type Transport, useSettings } from '@/store/settingsStore';

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: msg('System') },
  { value: 'light', label: msg('Light') },
  { value: 'dark', label: msg('Dark') },
];

const TRANSPORTS: readonly { value: Transport; label: string }[] = [
  { value: 'events', label: msg('Event stream') },
  { value: 'websocket', label: msg('WebSocket') },
];

/** What this browser remembers about how its user likes the application. */
export function PreferencesForm() {
  const { theme, language, thoughtsOpen, transport } = useSettings();
  return (
    <form className="space-y-4">
      <Select
        label={t('Theme')}
        value={theme}
        options={THEMES.map(({ value, label }) => ({ value, label: t(label) }))}
        onChange={(value) => setTheme(value as Theme)}
      />
      <Select
        label={t('Language')}
        value={language ?? ''}
        options={[{ value: '', label: t('System') }, ...LANGUAGES]}
        onChange={chooseLanguage}
      />
      <Select
        label={t('Connection of the chat in view')}
        value={transport}
        options={TRANSPORTS.map(({ value, label }) => ({ value, label: t(label) }))}
        onChange={(value) => useSettings.setState({ transport: value as Transport })}
      />
      <Check
        label={t('Show the steps behind answers beside the chat')}
        checked={thoughtsOpen}
        onChange={(checked) => useSettings.setState({ thoughtsOpen: checked })}
      />
      <NotificationCheck />
    </form>
  );
}

/** Every text of the page is written anew. */
function chooseLanguage(tag: string): void {
  useSettings.setState(
    ({ language: _, ...others }) => (tag === '' ? others : { ...others, language: tag }),
    true,
  );
  location.reload();
}

function NotificationCheck() {
  const checked = useSettings((state) => state.notifications);
  const [isRefused, setRefused] = useState(false);
  const change = async (wanted: boolean) => {
    const allowed = wanted && (await askToNotify());
    setRefused(wanted && !allowed);
    useSettings.setState({ notifications: allowed });
  };
  return (
    <Check
      label={t('Notify me when an answer is complete or a tool waits for me')}
      checked={checked}
      onChange={(wanted) => void change(wanted)}
      hint={isRefused ? t('This browser does not allow notifications from Coda.') : undefined}
    />
  );
}
