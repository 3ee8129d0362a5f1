import { Link } from '@tanstack/react-router';

export function NotFoundRoute() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-xl">There is nothing here</h1>
      <Link to="/" className="text-accent underline">
        Go to your chats
      </Link>
    </main>
  );
}
