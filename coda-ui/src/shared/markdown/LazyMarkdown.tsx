import { type ComponentProps, lazy, Suspense } from 'react';
import type { Markdown } from './Markdown';

/** Begins to load with the page that shows Markdown, but is not waited for. */
const loaded = import('./Markdown');
const Loaded = lazy(() => loaded.then((module) => ({ default: module.Markdown })));

/** Markdown; its plain text until the renderer is there. */
export function LazyMarkdown(props: ComponentProps<typeof Markdown>) {
  return (
    <Suspense fallback={<div className="whitespace-pre-wrap leading-[1.65]">{props.text}</div>}>
      <Loaded {...props} />
    </Suspense>
  );
}
