import { Download } from 'lucide-react';
import { artifactUrl } from '@/api/artifacts';
import { artifactsIn } from './artifacts';

/** Leads to the files that a tool's result names. */
export function ArtifactLinks({ output }: { output: unknown }) {
  const artifacts = artifactsIn(output);
  if (artifacts.length === 0) return null;
  return (
    <ul className="space-y-1">
      {artifacts.map(({ id, title }) => (
        <li key={id}>
          <a
            href={artifactUrl(id)}
            download
            className="inline-flex min-h-9 items-center gap-2 text-accent text-xs underline pointer-coarse:min-h-11"
          >
            <Download size={14} aria-hidden />
            {title}
          </a>
        </li>
      ))}
    </ul>
  );
}
