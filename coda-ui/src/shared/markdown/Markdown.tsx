import { memo, useMemo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import { harden } from 'rehype-harden';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { markdownBlocks } from './blocks';
import { CodeBlock } from './CodeBlock';
import './markdown.css';

type MarkdownProps = {
  text: string;
  /** The text is still being written. */
  growing?: boolean;
};

/** Renders Markdown from a source that is not trusted: no script, no remote content. */
export const Markdown = memo(function Markdown({ text, growing = false }: MarkdownProps) {
  const blocks = useMemo(() => markdownBlocks(text, growing), [text, growing]);
  return (
    <div className="markdown">
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks are only ever appended
        <MarkdownBlock key={index} text={block} />
      ))}
    </div>
  );
});

const MarkdownBlock = memo(function MarkdownBlock({ text }: { text: string }) {
  return (
    <ReactMarkdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[
        rehypeSanitize,
        [harden, { allowedLinkPrefixes: ['*'], allowedImagePrefixes: ['*'] }],
      ]}
      components={COMPONENTS}
    >
      {text}
    </ReactMarkdown>
  );
});

const COMPONENTS: Components = {
  a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
  // An image would tell its host who reads this, so it is a link until somebody clicks.
  img: ({ src, alt }) => (
    <OutsideLink href={typeof src === 'string' ? src : undefined}>
      {`Image: ${alt || 'open'}`}
    </OutsideLink>
  ),
  pre: ({ children }) => <CodeBlock>{children}</CodeBlock>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label="Table" tabIndex={0}>
      <table>{children}</table>
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
