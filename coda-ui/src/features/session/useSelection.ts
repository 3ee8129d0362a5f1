import { useState } from 'react';

/** Several of a list, chosen one by one. Undefined while nothing is to be chosen. */
export function useSelection() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  return {
    chosen,
    begin: () => setChosen(new Set()),
    end: () => setChosen(undefined),
    toggle: (id: string) =>
      setChosen((before = new Set()) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    all: (ids: readonly string[]) => setChosen(new Set(ids)),
  };
}
