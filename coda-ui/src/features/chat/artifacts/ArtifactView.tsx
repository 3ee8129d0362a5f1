import { HighlightedCode } from '@/shared/markdown/HighlightedCode';
import { LazyMarkdown } from '@/shared/markdown/LazyMarkdown';
import { ArtifactFrame } from './ArtifactFrame';
import type { Artifact, ArtifactVersion } from './artifacts';
import type { Rows } from './tables';

type ArtifactViewProps = { artifact: Artifact; version: ArtifactVersion; source: boolean };

/** An artifact as it is meant to be seen, or its source. */
export function ArtifactView({ artifact, version, source }: ArtifactViewProps) {
  const { kind, title, language } = artifact;
  if (kind === 'image') return <img src={version.text} alt={title} className="max-w-full" />;
  if (!source && kind === 'table') return <Table rows={version.rows ?? []} />;
  if (!source && kind === 'markdown') return <LazyMarkdown text={version.text} />;
  // Another page gets another frame.
  if (!source && kind === 'html')
    return <ArtifactFrame key={version.text} title={title} html={version.text} />;
  if (!source && kind === 'svg') {
    // As an image, it runs nothing and fetches nothing.
    const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(version.text)}`;
    return <img src={address} alt={title} className="max-w-full" />;
  }
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      dir="ltr"
      className="overflow-x-auto font-mono text-xs"
    >
      <HighlightedCode code={version.text} language={language} />
    </pre>
  );
}

function Table({ rows: [head = [], ...rows] }: { rows: Rows }) {
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto"
    >
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr>
            {head.map((name, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other name
              <th key={column} className="border border-line bg-sunken px-2 py-1 text-start">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other name
            <tr key={index}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: nor has a cell
                <td key={column} className="border border-line px-2 py-1 tabular-nums">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
