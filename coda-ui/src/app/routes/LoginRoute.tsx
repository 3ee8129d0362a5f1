import { LoginPage } from '@/features/auth/LoginPage';
import { NEW_CHAT } from '@/shared/navigation/addresses';
import { navigate } from '@/shared/navigation/location';

type LoginRouteProps = { redirect: string | undefined; isDeleted: boolean };

export function LoginRoute({ redirect, isDeleted }: LoginRouteProps) {
  return (
    <LoginPage
      redirect={redirect}
      isDeleted={isDeleted}
      onSignedIn={() => void navigate(redirect ?? NEW_CHAT, { replace: true })}
    />
  );
}
