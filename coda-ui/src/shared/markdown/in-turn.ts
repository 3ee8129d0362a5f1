/** How long the work of one task may take before the rest waits, in milliseconds. */
const TASK_MS = 8;

/** Time between two tasks, so that no two of them fall into one frame. */
const PAUSE_MS = 25;

/** Work that is done step by step. A step that was begun first comes first. */
const works = new Set<() => void>();

let isPlanned = false;

/** Repeats a step, in turn with those of other callers, until the function that it returns is called. */
export function inTurn(step: () => void): () => void {
  const work = () => step();
  works.add(work);
  plan();
  return () => void works.delete(work);
}

function plan(): void {
  if (isPlanned || works.size === 0) return;
  isPlanned = true;
  setTimeout(run, PAUSE_MS);
}

function run(): void {
  const end = performance.now() + TASK_MS;
  do {
    const [work] = works;
    if (work === undefined) break;
    // To the end of the line, unless the step was its last.
    work();
    if (works.delete(work)) works.add(work);
  } while (performance.now() < end);
  isPlanned = false;
  plan();
}
