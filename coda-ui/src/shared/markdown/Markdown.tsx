import { memo, useMemo, useRef } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import { harden } from 'rehype-harden';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import { t } from '@/shared/i18n/translate';
import { useThrottled } from '../hooks/useThrottled';
import { markdownBlocks } from './blocks';
import { CodeBlock } from './CodeBlock';
import { Formula } from './Formula';
import './markdown.css';
import { readingDirection } from './reading-direction';
import { visibleHtml } from './visible-html';

type MarkdownProps = {
  text: string;
  /** The text is still being written. */
  growing?: boolean;
};

/** Renders Markdown from a source that is not trusted: no script, no remote content. */
export const Markdown = memo(function Markdown({ text, growing = false }: MarkdownProps) {
  const everyMs = useRef(0);
  const shown = useThrottled(text, growing ? everyMs.current : 0);
  const blocks = useMemo(() => markdownBlocks(shown, growing), [shown, growing]);
  everyMs.current = pauseFor(blocks.at(-1)?.length ?? 0);
  return (
    <div className="markdown">
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever appended
        <MarkdownBlock key={index} text={block} />
      ))}
    </div>
  );
});

/** How long to wait before a growing block is parsed again: the longer it is, the longer. */
const pauseFor = (length: number) => (length < 3000 ? 0 : Math.min(500, length / 50));

const MarkdownBlock = memo(function MarkdownBlock({ text }: { text: string }) {
  return (
    <ReactMarkdown
      remarkPlugins={[
        remarkGfm,
        remarkCjkFriendly,
        [remarkMath, { singleDollarTextMath: false }],
        visibleHtml,
      ]}
      rehypePlugins={[
        [rehypeSanitize, SCHEMA],
        [harden, { allowedLinkPrefixes: ['*'], allowedImagePrefixes: ['*'] }],
        readingDirection,
      ]}
      components={COMPONENTS}
    >
      {text}
    </ReactMarkdown>
  );
});

/** Beside GitHub's, the elements that `visibleHtml` makes. */
const SCHEMA = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []), 'mark', 'u'],
};

const COMPONENTS: Components = {
  code: ({ className, children }) =>
    className === 'language-math' ? (
      <Formula source={String(children)} display={false} />
    ) : (
      <code className={className}>{children}</code>
    ),
  input: ({ checked }) => (
    <input
      type="checkbox"
      checked={checked}
      disabled
      aria-label={checked ? t('Done') : t('To do')}
    />
  ),
  a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
  // An image would tell its host who reads this, so it is a link until somebody clicks.
  img: ({ src, alt }) => (
    <OutsideLink href={typeof src === 'string' ? src : undefined}>
      {t('Image: {name}', { name: alt || t('open') })}
    </OutsideLink>
  ),
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={t('Table')} tabIndex={0}>
      <table dir="auto">{children}</table>
    </section>
  ),
};

function OutsideLink({ href, children }: { href: string | undefined; children: React.ReactNode }) {
  if (href === undefined) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
