import type { Tokens } from 'marked';
import { codePieces, LINES_IN_PIECE } from './code-pieces';
import type { Cut, Note } from './cuts';
import { labelsIn } from './references';

/** Rows of a table, or items of a list. */
export const ROWS_IN_PIECE = 20;

/** A part of a block. */
export type Piece = { raw: string; labels: ReadonlySet<string> };

/** A block with all that is needed to make what is shown of it, and to continue it. */
export type Draft = {
  /** A link and a note are not shown where they are; they define something for others. */
  kind: 'markdown' | 'code' | 'table' | 'list' | 'link' | 'note';
  pieces: readonly Piece[];
  /** What the lines of each piece need before them to be read. */
  opening: string;
  /** Of a block of code. */
  language: string;
  /** The first number of a list with numbers. */
  start: number | undefined;
  /** Where each piece after the first begins in the block. */
  places: readonly number[];
  /** What is defined. */
  label: string;
};

const PLAIN = {
  opening: '',
  language: '',
  start: undefined,
  places: [],
  label: '',
} as const;

/** Reads a block. */
export function draftOf({ raw, token }: Cut): Draft {
  switch (token?.type) {
    case 'def': {
      const label = (token as Tokens.Def).tag.toLowerCase();
      return { ...PLAIN, kind: 'link', pieces: [{ raw, labels: NO_LABELS }], label };
    }
    case 'note': {
      const { label, text } = token as Note;
      return { ...PLAIN, kind: 'note', pieces: [pieceOf(text)], label };
    }
    case 'code':
      if (token.codeBlockStyle === undefined) return codeOf(raw, token as Tokens.Code);
      break;
    case 'table':
      return tableOf(raw);
    case 'list':
      return listOf(token as Tokens.List);
  }
  return { ...PLAIN, kind: 'markdown', pieces: [pieceOf(raw.trimEnd())] };
}

/** A block of which earlier pieces were read before. */
export const continued = (begun: Draft | undefined, draft: Draft): Draft =>
  begun === undefined
    ? draft
    : { ...draft, pieces: [...begun.pieces, ...draft.pieces], start: begun.start };

/** Whether a block continues one that was begun before. */
export const continues = (begun: Draft, draft: Draft | undefined): boolean =>
  draft?.kind === begun.kind && (draft.start === undefined) === (begun.start === undefined);

const NO_LABELS: ReadonlySet<string> = new Set();

const pieceOf = (raw: string): Piece => ({ raw, labels: labelsIn(raw) });

function tableOf(raw: string): Draft {
  const [names = '', rule = ''] = raw.split('\n', 2);
  const opening = `${names}\n${rule}\n`;
  const rows = grouped(linesIn(raw.slice(opening.length)), ROWS_IN_PIECE);
  const groups = rows.map((group) => group.join(''));
  const pieces = groups.map((group) => pieceOf((opening + group).trimEnd()));
  return { ...PLAIN, kind: 'table', pieces, opening, places: placesOf(groups, opening.length) };
}

function listOf({ items, start }: Tokens.List): Draft {
  const groups = grouped(items, ROWS_IN_PIECE).map((group) => group.map(({ raw }) => raw).join(''));
  return {
    ...PLAIN,
    kind: 'list',
    pieces: groups.map((group) => pieceOf(group.trimEnd())),
    start: start === '' ? undefined : start,
    places: placesOf(groups, 0),
  };
}

function codeOf(raw: string, { lang = '', text }: Tokens.Code): Draft {
  const opening = raw.slice(0, raw.indexOf('\n') + 1);
  const lines = grouped(linesIn(raw.slice(opening.length)), LINES_IN_PIECE);
  const groups = lines.map((group) => group.join(''));
  return {
    ...PLAIN,
    kind: 'code',
    pieces: codePieces(text).map((piece) => ({ raw: piece, labels: NO_LABELS })),
    opening,
    language: /^[\w+#-]+/.exec(lang)?.[0] ?? '',
    places: placesOf(groups, opening.length),
  };
}

/** Each with the break at its end. */
const linesIn = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Where each but the first of some texts begins that follow each other. */
function placesOf(texts: readonly string[], begin: number): readonly number[] {
  let place = begin;
  return texts.slice(0, -1).map(({ length }) => {
    place += length;
    return place;
  });
}

/** At least one group, which may be empty. */
export function grouped<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const groups = [all.slice(0, size)];
  for (let at = size; at < all.length; at += size) groups.push(all.slice(at, at + size));
  return groups;
}
