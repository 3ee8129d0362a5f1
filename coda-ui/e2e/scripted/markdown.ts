const SECTIONS = [
  (n: number) =>
    `## Field ${n}\n\nThe soil of field ${n} is **heavy clay** over chalk. It holds water well, and is *slow to warm* in spring, so that nothing is sown there before the middle of April.\n\n`,
  (n: number) =>
    `- plough in October\n- lime every ${2 + (n % 3)} years\n- drain the lower end\n  - pipes of 80 mm\n  - one outlet a hectare\n\n`,
  (n: number) =>
    `| Year | Crop | Yield |\n|---|---|---:|\n${[2023, 2024, 2025].map((year) => `| ${year} | wheat | ${(5 + ((n + year) % 20) / 10).toFixed(1)} t |\n`).join('')}\n`,
  (n: number) =>
    `\`\`\`python\ndef yield_of(field: int, year: int) -> float:\n    """Tonnes a hectare."""\n    return 5.0 + (field * ${n} + year) % 20 / 10\n\`\`\`\n\n`,
  (n: number) =>
    `> What was learned in field ${n} also holds for its neighbours: see [the map](https://example.org/${n}) and \`yield_of\`.\n\n`,
];

/** An answer of this length, with what answers have in them. */
export function answerOf(length: number): string {
  let text = '';
  for (let n = 0; text.length < length; n++) text += SECTIONS[n % SECTIONS.length]?.(n) ?? '';
  return text.slice(0, length);
}

/** One block of code of this length. */
export function codeOf(length: number): string {
  let text = '```python\n';
  for (let n = 0; text.length < length - 5; n++)
    text += `def yield_of_${n}(field: int) -> float:\n    return ${n} + field % 20 / 10\n\n`;
  return `${text.slice(0, length - 5)}\n\`\`\`\n`;
}

/** One list of this length. */
export function listOf(length: number): string {
  let text = '';
  for (let n = 0; text.length < length; n++) text += `- Field ${n} gave **${n % 20} t**.\n`;
  return text.slice(0, length);
}
