import { useNavigate, useSearch } from '@tanstack/react-router';
import { LoginPage } from '@/features/auth/LoginPage';

export function LoginRoute() {
  const { redirect } = useSearch({ from: '/login' });
  const navigate = useNavigate();
  return (
    <LoginPage
      redirect={redirect}
      onSignedIn={() => void navigate({ to: redirect ?? '/', replace: true })}
    />
  );
}
