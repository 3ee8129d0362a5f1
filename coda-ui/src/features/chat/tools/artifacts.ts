import { t } from '@/shared/i18n/translate';

export type ArtifactLink = { id: string; title: string };

/** The artifacts that a tool's result names, wherever in it, each once. */
export function artifactsIn(output: unknown): ArtifactLink[] {
  const found = new Map<string, ArtifactLink>();
  collect(output, found);
  return [...found.values()];
}

function collect(value: unknown, found: Map<string, ArtifactLink>): void {
  if (typeof value !== 'object' || value === null) return;
  const { artifact_id: id, name, media_type, mime_type } = value as Record<string, unknown>;
  if (typeof id === 'string') {
    const title = [name, media_type, mime_type].find((each) => typeof each === 'string');
    found.set(id, { id, title: t('Download {name}', { name: String(title ?? t('the file')) }) });
  }
  for (const child of Object.values(value)) collect(child, found);
}
