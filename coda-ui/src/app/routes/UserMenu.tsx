import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChartColumn, ChevronsUpDown, LogOut, Settings, Upload } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { logout, meQuery } from '@/api/auth';
import { t } from '@/shared/i18n/translate';
import { menuClass, menuItemClass } from '@/shared/ui/menu';
import { forgetUser } from '../sign-out';

type UserMenuProps = { onImport: () => void; isImporting: boolean; onSettings: () => void };

/** Who is signed in, settings, and the way out. */
export function UserMenu({ onImport, isImporting, onSettings }: UserMenuProps) {
  const { data: me } = useQuery(meQuery);
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: logout,
    onSuccess: async () => {
      await navigate({ to: '/login' });
      forgetUser({ drafts: true });
    },
  });
  const name = me?.name || me?.email || '';
  return (
    <div className="border-line border-t p-2">
      {signOut.error !== null && (
        <p role="alert" className="px-2 pb-2 text-bad text-xs">
          {t('You are still signed in.')} {signOut.error.message}
        </p>
      )}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className="flex min-h-11 w-full items-center gap-2.5 rounded-lg px-2 text-start text-sm hover:bg-hover data-[state=open]:bg-hover">
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-tint font-semibold text-accent text-xs"
          >
            {name.slice(0, 1).toUpperCase()}
          </span>
          <span className="min-w-0 flex-1 truncate">
            <span className="sr-only">{t('Account of {name}', { name })}</span>
            <span aria-hidden>{name}</span>
          </span>
          <ChevronsUpDown size={14} aria-hidden className="text-soft" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Content side="top" align="start" sideOffset={6} className={menuClass}>
          <DropdownMenu.Label className="truncate px-2.5 py-1.5 text-soft text-xs">
            {me?.email}
          </DropdownMenu.Label>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item onSelect={onSettings} className={menuItemClass}>
            <Settings size={14} aria-hidden /> {t('Settings…')}
          </DropdownMenu.Item>
          <DropdownMenu.Item
            onSelect={() => void navigate({ to: '/analytics' })}
            className={menuItemClass}
          >
            <ChartColumn size={14} aria-hidden /> {t('Analytics')}
          </DropdownMenu.Item>
          <DropdownMenu.Item disabled={isImporting} onSelect={onImport} className={menuItemClass}>
            <Upload size={14} aria-hidden /> {isImporting ? t('Importing…') : t('Import chats…')}
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item onSelect={() => signOut.mutate()} className={menuItemClass}>
            <LogOut size={14} aria-hidden /> {t('Sign out')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Root>
    </div>
  );
}
