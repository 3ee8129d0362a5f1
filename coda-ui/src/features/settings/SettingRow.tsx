import type { ReactNode } from 'react';

type SettingRowProps = { title: ReactNode; note: ReactNode; action: ReactNode };

/** One thing in a list of settings, what to know of it, and what can be done with it. */
export function SettingRow({ title, note, action }: SettingRowProps) {
  return (
    <li className="flex items-center gap-3 border-line border-b py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-sm">{title}</p>
        <p className="text-soft text-xs">{note}</p>
      </div>
      {action}
    </li>
  );
}

/** What went wrong, for everyone. */
export function SettingProblem({ error }: { error: Error | null }) {
  if (error === null) return null;
  return (
    <p role="alert" className="mt-2 text-bad text-sm">
      {error.message}
    </p>
  );
}
