import { Check, Monitor, Moon, Sun } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { menuItemClass } from '@/shared/ui/menu';
import { setTheme, type Theme, useSettings } from '@/store/settingsStore';

const THEMES: { theme: Theme; name: string; icon: typeof Sun }[] = [
  { theme: 'system', name: 'System', icon: Monitor },
  { theme: 'light', name: 'Light', icon: Sun },
  { theme: 'dark', name: 'Dark', icon: Moon },
];

/** The part of a menu that chooses the theme. */
export function ThemeMenu() {
  const current = useSettings((state) => state.theme);
  return (
    <DropdownMenu.RadioGroup value={current} onValueChange={(theme) => setTheme(theme as Theme)}>
      {THEMES.map(({ theme, name, icon: Icon }) => (
        <DropdownMenu.RadioItem key={theme} value={theme} className={menuItemClass}>
          <Icon size={14} aria-hidden />
          <span className="flex-1">{name}</span>
          <DropdownMenu.ItemIndicator>
            <Check size={14} aria-hidden className="text-accent" />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
