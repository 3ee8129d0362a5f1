import { RegisterPage } from '@/features/auth/RegisterPage';
import { NEW_CHAT } from '@/shared/navigation/addresses';
import { navigate } from '@/shared/navigation/location';

export function RegisterRoute({ redirect }: { redirect: string | undefined }) {
  return (
    <RegisterPage
      redirect={redirect}
      onSignedIn={() => void navigate(redirect ?? NEW_CHAT, { replace: true })}
    />
  );
}
