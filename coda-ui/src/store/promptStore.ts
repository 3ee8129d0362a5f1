import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { randomId } from '@/shared/random-id';
import { browserStorage } from './browser-storage';

/** A text that is used again and again; `{{name}}` in it is asked for each time. */
export type Prompt = { id: string; name: string; text: string };

type PromptState = {
  /** The user whose prompts these are. */
  owner: string | undefined;
  prompts: readonly Prompt[];
};

/** The prompts that a user has saved in this browser. */
export const usePromptStore = create<PromptState>()(
  persist((): PromptState => ({ owner: undefined, prompts: [] }), {
    name: 'coda-prompts',
    version: 1,
    storage: browserStorage,
  }),
);

/** Adds a prompt, or replaces the one with its id. */
export function savePrompt({ id = randomId(), ...prompt }: Omit<Prompt, 'id'> & { id?: string }) {
  usePromptStore.setState(({ prompts }) => ({
    prompts: [...prompts.filter((other) => other.id !== id), { id, ...prompt }].sort((a, b) =>
      a.name.localeCompare(b.name),
    ),
  }));
}

export function deletePrompt(id: string): void {
  usePromptStore.setState(({ prompts }) => ({ prompts: prompts.filter((p) => p.id !== id) }));
}
