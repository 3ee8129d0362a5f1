import { later } from '../later';

/** Markdown; its plain text until the renderer is there. */
export const LazyMarkdown = later(
  () => import('./Markdown').then(({ Markdown }) => Markdown),
  ({ text }) => <div className="whitespace-pre-wrap leading-[1.65]">{text}</div>,
);
