/** A text in which some words are marked, whatever their case. */
export function Marked({ text, words }: { text: string; words: string }) {
  const terms = words
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (terms.length === 0) return text;
  return text.split(new RegExp(`(${terms.join('|')})`, 'gi')).map((piece, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
      <mark key={index} className="rounded-sm bg-accent-tint text-accent">
        {piece}
      </mark>
    ) : (
      piece
    ),
  );
}
