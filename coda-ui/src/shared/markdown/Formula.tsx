import { useEffect, useState } from 'react';

type FormulaProps = { source: string; display: boolean };

/** A formula: its source until the typesetter is loaded, or where it cannot be set. */
export function Formula({ source, display }: FormulaProps) {
  const [html, setHtml] = useState<string>();

  useEffect(() => {
    let stale = false;
    void import('./typesetter').then(({ renderToString }) => {
      if (stale) return;
      try {
        setHtml(renderToString(source, { displayMode: display, strict: false }));
      } catch {
        setHtml(undefined);
      }
    });
    return () => {
      stale = true;
    };
  }, [source, display]);

  if (html === undefined) return <code data-math>{source}</code>;
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX makes it, and lets no HTML through
    <span data-math className="formula" dangerouslySetInnerHTML={{ __html: html }} />
  );
}
