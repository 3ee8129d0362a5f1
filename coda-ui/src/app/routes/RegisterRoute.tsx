import { useNavigate, useSearch } from '@tanstack/react-router';
import { RegisterPage } from '@/features/auth/RegisterPage';

export function RegisterRoute() {
  const { redirect } = useSearch({ from: '/register' });
  const navigate = useNavigate();
  return (
    <RegisterPage
      redirect={redirect}
      onSignedIn={() => void navigate({ to: redirect ?? '/', replace: true })}
    />
  );
}
