import type { MessageView } from '../run/view';
import { type Fence, fencesIn } from './fences';
import { csvOf, markdownTables, type Rows, separatedValues } from './tables';

/** One state of an artifact, in the answer that it was written in. */
export type ArtifactVersion = { messageId: string; text: string; rows?: Rows };

export type ArtifactKind = 'code' | 'html' | 'svg' | 'markdown' | 'table' | 'image';

/** Something that answers have written to be looked at for itself. */
export type Artifact = {
  key: string;
  title: string;
  kind: ArtifactKind;
  language: string;
  versions: readonly ArtifactVersion[];
};

type Found = Omit<Artifact, 'key' | 'versions'> & { named: boolean; text: string; rows?: Rows };

const KINDS: Readonly<Record<string, ArtifactKind>> = {
  html: 'html',
  svg: 'svg',
  md: 'markdown',
  markdown: 'markdown',
  csv: 'table',
  tsv: 'table',
};

/** Shorter blocks are read where they stand. */
const LEAST_LINES: Readonly<Record<ArtifactKind, number>> = {
  code: 12,
  html: 3,
  svg: 3,
  markdown: 8,
  table: 5,
  image: 0,
};

/** The artifacts of a conversation; those of one name and kind are versions of each other. */
export function artifactsOf(messages: readonly MessageView[]): readonly Artifact[] {
  const artifacts = new Map<string, Artifact>();
  for (const message of messages) {
    if (message.role !== 'assistant' || message.status === 'partial') continue;
    for (const { named, text, rows, ...found } of foundIn(message)) {
      const key = named ? `${found.kind}:${found.title}` : `${found.kind}:#${artifacts.size}`;
      const version = { messageId: message.id, text, ...(rows === undefined ? {} : { rows }) };
      const versions = [...(artifacts.get(key)?.versions ?? []), version];
      artifacts.set(key, { key, ...found, versions });
    }
  }
  return [...artifacts.values()];
}

const known = new WeakMap<MessageView, readonly Found[]>();

/** A finished answer does not change, so it is looked through once. */
function foundIn(message: MessageView): readonly Found[] {
  const before = known.get(message);
  if (before !== undefined) return before;
  const found = message.blocks.flatMap((block): Found[] => {
    if (block.kind === 'text') return inText(block.text);
    if (block.kind !== 'media' || block.picture === undefined) return [];
    const title = block.name ?? block.mimeType;
    return [{ kind: 'image', title, language: '', text: block.picture, named: false }];
  });
  known.set(message, found);
  return found;
}

function inText(text: string): Found[] {
  const { fences, rest } = fencesIn(text);
  const tables = markdownTables(rest)
    .filter((rows) => rows.length >= LEAST_LINES.table)
    .map((rows) => ({ ...tableOf(rows), text: csvOf(rows) }));
  return [...fences.flatMap(ofFence), ...tables];
}

const tableOf = (rows: Rows) => ({
  kind: 'table' as const,
  title: (rows[0] ?? []).join(', ').slice(0, 60),
  language: 'csv',
  rows,
  named: true,
});

function ofFence({ info, code }: Fence): Found[] {
  const language = (/^[\w+#.-]+/.exec(info)?.[0] ?? '').toLowerCase();
  const kind = KINDS[language] ?? (/^\s*<!doctype html/i.test(code) ? 'html' : 'code');
  if (code.split('\n').length < LEAST_LINES[kind]) return [];
  const name = nameIn(info, code, kind);
  if (kind === 'table') {
    const rows = separatedValues(code, language === 'tsv' ? '\t' : ',');
    return [{ ...tableOf(rows), ...(name === undefined ? {} : { title: name }), text: code }];
  }
  const title = name ?? firstLineOf(code);
  return [{ kind, title, language, text: code, named: name !== undefined }];
}

/** The name that a block gives itself: in its first line, or as the title of its page. */
function nameIn(info: string, code: string, kind: ArtifactKind): string | undefined {
  const said =
    /title="([^"]+)"/.exec(info)?.[1] ??
    /^\S+\s+([\w./-]+\.\w+)/.exec(info)?.[1] ??
    /^\s*(?:\/\/|#|--|<!--|\/\*)\s*([\w./-]+\.\w{1,8})\b/.exec(code)?.[1];
  if (said !== undefined) return said;
  if (kind === 'html' || kind === 'svg') return /<title>([^<]{1,80})<\/title>/i.exec(code)?.[1];
  return kind === 'markdown' ? /^#\s+(.{1,80})$/m.exec(code)?.[1] : undefined;
}

const firstLineOf = (code: string) =>
  code
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim()
    .slice(0, 60) ?? '';
