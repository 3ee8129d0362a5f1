import { Children, isValidElement, memo, type ReactNode } from 'react';
import ReactMarkdown, { type Components, type Options } from 'react-markdown';
import { harden } from 'rehype-harden';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import { t } from '@/shared/i18n/translate';
import { CodeBlock } from './CodeBlock';
import { codePieces } from './code-pieces';
import { Formula } from './Formula';
import { itemsAlone, itemsWithRole } from './items-alone';
import { numberedNotes } from './numbered-notes';
import { readingDirection } from './reading-direction';
import { visibleHtml } from './visible-html';

type ParsedProps = Pick<Options, 'components' | 'rehypePlugins'> & { text: string };

/** A piece of Markdown as elements: no script, no remote content. */
export const Parsed = memo(function Parsed(props: ParsedProps) {
  const { text, components = COMPONENTS, rehypePlugins = REHYPE_PLUGINS } = props;
  return (
    <ReactMarkdown
      remarkPlugins={REMARK_PLUGINS}
      rehypePlugins={rehypePlugins}
      components={components}
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

const REMARK_PLUGINS: Options['remarkPlugins'] = [
  remarkGfm,
  numberedNotes,
  remarkCjkFriendly,
  [remarkMath, { singleDollarTextMath: false }],
  visibleHtml,
];

const REHYPE_PLUGINS: NonNullable<Options['rehypePlugins']> = [
  [rehypeSanitize, SCHEMA],
  [harden, { allowedLinkPrefixes: ['*'], allowedImagePrefixes: ['*'] }],
  readingDirection,
];

/** For a list whose element is made elsewhere. */
export const ITEMS_ALONE: Options['rehypePlugins'] = [...REHYPE_PLUGINS, itemsAlone];

/** For a piece of a list, which is within one list with the others. */
export const ITEMS_OF_PIECE: Options['rehypePlugins'] = [...ITEMS_ALONE, itemsWithRole];

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
  pre: ({ children }) => <CodeBlock {...codeIn(children)} />,
  table: ({ children }) => <TableFrame>{children}</TableFrame>,
};

/** For a piece of a table, which is within one table with the others. */
export const PIECE_OF_TABLE: Components = { ...COMPONENTS, table: ({ children }) => children };
export const ROWS: Components = { ...PIECE_OF_TABLE, thead: () => null };

export function TableFrame({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={t('Table')} tabIndex={0}>
      <table dir="auto">{children}</table>
    </section>
  );
}

/** What a block of code within another block holds. */
function codeIn(children: ReactNode): { pieces: readonly string[]; language: string } {
  const element = Children.toArray(children)[0];
  if (!isValidElement<{ className?: string; children?: ReactNode }>(element)) {
    return { pieces: codePieces(String(children ?? '')), language: '' };
  }
  const language = /language-([\w+#-]+)/.exec(element.props.className ?? '')?.[1] ?? '';
  const code = Children.toArray(element.props.children).join('').replace(/\n$/, '');
  return { pieces: codePieces(code), language };
}

function OutsideLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (href === undefined) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
