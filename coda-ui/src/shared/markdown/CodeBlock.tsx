import { Children, isValidElement, type ReactNode } from 'react';
import { CopyButton } from '../ui/CopyButton';
import { HighlightedCode } from './HighlightedCode';

/** A fenced block: its language, a copy button, and the code, coloured once the colours are loaded. */
export function CodeBlock({ children }: { children: ReactNode }) {
  const { code, language } = readCode(children);
  return (
    <figure className="code-block">
      <figcaption>
        <span>{language || 'text'}</span>
        <CopyButton label="Copy code" text={() => code} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <HighlightedCode code={code} language={language} />
      </pre>
    </figure>
  );
}

function readCode(children: ReactNode): { code: string; language: string } {
  const element = Children.toArray(children)[0];
  if (!isValidElement<{ className?: string; children?: ReactNode }>(element)) {
    return { code: String(children ?? ''), language: '' };
  }
  const language = /language-([\w+#-]+)/.exec(element.props.className ?? '')?.[1] ?? '';
  const code = Children.toArray(element.props.children).join('').replace(/\n$/, '');
  return { code, language };
}
