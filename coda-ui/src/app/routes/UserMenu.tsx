import { useMutation, useQuery } from '@tanstack/react-query';
import { ChartColumn, ChevronsUpDown, LogOut, Settings, Upload } from 'lucide-react';
import { logout, meQuery } from '@/api/auth';
import { t } from '@/shared/i18n/translate';
import { ANALYTICS, loginAddress } from '@/shared/navigation/addresses';
import { navigate } from '@/shared/navigation/location';
import { MenuButton } from '@/shared/ui/MenuButton';
import { forgetUser } from '../sign-out';

type UserMenuProps = { onImport: () => void; isImporting: boolean; onSettings: () => void };

/** Who is signed in, settings, and the way out. */
export function UserMenu({ onImport, isImporting, onSettings }: UserMenuProps) {
  const { data: me } = useQuery(meQuery);
  const signOut = useMutation({
    mutationFn: logout,
    onSuccess: async () => {
      await navigate(loginAddress());
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
      <MenuButton
        side="top"
        offset={6}
        heading={me?.email}
        button={{
          className:
            'flex min-h-11 w-full items-center gap-2.5 rounded-lg px-2 text-start text-sm hover:bg-hover data-[state=open]:bg-hover',
          children: <Account name={name} />,
        }}
        items={[
          {
            label: t('Settings…'),
            icon: <Settings size={14} aria-hidden />,
            onSelect: onSettings,
          },
          {
            label: t('Analytics'),
            icon: <ChartColumn size={14} aria-hidden />,
            onSelect: () => void navigate(ANALYTICS),
          },
          {
            label: isImporting ? t('Importing…') : t('Import chats…'),
            icon: <Upload size={14} aria-hidden />,
            onSelect: onImport,
            isDisabled: isImporting,
          },
          {
            label: t('Sign out'),
            icon: <LogOut size={14} aria-hidden />,
            onSelect: () => signOut.mutate(),
            beginsGroup: true,
          },
        ]}
      />
    </div>
  );
}

function Account({ name }: { name: string }) {
  return (
    <>
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
    </>
  );
}
