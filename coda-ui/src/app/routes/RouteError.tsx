import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Button } from '@/shared/ui/Button';

/** Shown instead of a page that could not be opened. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main
      role="alert"
      className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center"
    >
      <h1 className="font-semibold text-xl">Coda could not open this page</h1>
      <p className="max-w-sm text-soft text-sm">
        {error instanceof Error ? error.message : String(error)}
      </p>
      <Button look="primary" onClick={retry}>
        Try again
      </Button>
    </main>
  );
}
