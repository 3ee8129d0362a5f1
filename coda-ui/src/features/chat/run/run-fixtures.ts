import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MessageDetail } from '@/api/schema';
import type { RunEvent } from './events';

const OWN = fileURLToPath(new URL('./__fixtures__/', import.meta.url));

/** The runs that the Java tests fold as well. */
const SHARED = fileURLToPath(
  new URL('../../../../../coda-testkit/src/main/resources/dev/coda/testkit/runs/', import.meta.url),
);

/** What is left of a run when it has been folded. */
type Expected = {
  run_status: string;
  message_status: string;
  text: string;
  parts: string[];
  tool_calls: { tool_name: string; status: string; input?: unknown }[];
  steps: string[];
};

export type RunFixture = { name: string; events: RunEvent[]; expected: Expected | undefined };

/** Every recorded run: this folder's and the shared ones. */
export function runFixtures(): RunFixture[] {
  return [OWN, SHARED].filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.events.json'))
      .map((file) => ({
        name: file.replace('.events.json', ''),
        events: read<RunEvent[]>(folder + file),
        expected: readIfThere<Expected>(folder + file.replace('.events.', '.expected.')),
      })),
  );
}

export const runFixture = (name: string) => read<RunEvent[]>(`${OWN}${name}.events.json`);

/** What the server stores of the same run, as GET /messages/{id} answers it. */
export const storedFixture = (name: string) => read<MessageDetail[]>(`${OWN}${name}.messages.json`);

const readIfThere = <T>(file: string) => (existsSync(file) ? read<T>(file) : undefined);

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
