import { Select } from '@/shared/ui/Select';
import { setTheme, type Theme, useSettings } from '@/store/settingsStore';

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** What this browser remembers about how its user likes the application. */
export function PreferencesForm() {
  const { theme, thoughtsOpen } = useSettings();
  return (
    <form className="space-y-4">
      <Select
        label="Theme"
        value={theme}
        options={THEMES}
        onChange={(value) => setTheme(value as Theme)}
      />
      <label className="flex min-h-9 items-center gap-2 text-sm pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={thoughtsOpen}
          onChange={(event) => useSettings.setState({ thoughtsOpen: event.target.checked })}
        />
        Show the steps behind answers beside the chat
      </label>
    </form>
  );
}
