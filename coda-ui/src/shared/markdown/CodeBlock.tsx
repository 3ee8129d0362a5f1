import { ChevronDown, WrapText } from 'lucide-react';
import { useState } from 'react';
import { t } from '@/shared/i18n/translate';
import { CopyButton } from '../ui/CopyButton';
import { cx } from '../ui/cx';
import { IconButton } from '../ui/IconButton';
import { LINES_IN_PIECE } from './code-pieces';
import { Formula } from './Formula';
import { HighlightedPieces } from './HighlightedCode';

/** From this many lines on, a block can be folded. */
const LONG = 25;

/** A fenced block: its language, what can be done with it, and the code, coloured once the colours are loaded. */
export function CodeBlock({ pieces, language }: { pieces: readonly string[]; language: string }) {
  const [wrap, setWrap] = useState(false);
  const [folded, setFolded] = useState(false);
  const code = () => pieces.join('');
  if (language === 'math') return <Formula source={code()} display />;
  const lines = (pieces.length - 1) * LINES_IN_PIECE + (pieces.at(-1)?.split('\n').length ?? 0);
  return (
    <figure className="code-block">
      <figcaption>
        <span className="flex-1">{language}</span>
        {lines > LONG && (
          <IconButton
            label={folded ? t('Show all {n} lines', { n: lines }) : t('Fold code')}
            aria-expanded={!folded}
            icon={
              <ChevronDown
                size={15}
                className={cx('transition-transform', folded && '-rotate-90')}
              />
            }
            onClick={() => setFolded(!folded)}
          />
        )}
        <IconButton
          label={t('Wrap lines')}
          aria-pressed={wrap}
          icon={<WrapText size={15} className={cx(wrap && 'text-accent')} />}
          onClick={() => setWrap(!wrap)}
        />
        <CopyButton label={t('Copy code')} text={code} />
      </figcaption>
      {folded ? (
        <button
          type="button"
          className="w-full px-3 py-2 text-start text-soft text-xs"
          onClick={() => setFolded(false)}
        >
          {t('Show all {n} lines', { n: lines })}
        </button>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre tabIndex={0} dir="ltr" className={cx(wrap && 'wrapped')}>
          <HighlightedPieces pieces={pieces} language={language} />
        </pre>
      )}
    </figure>
  );
}
