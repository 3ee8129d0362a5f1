type Property = { type?: string; default?: unknown; enum?: unknown[] };

const BLANKS: Record<string, unknown> = { number: 0, integer: 0, boolean: false, array: [] };

/** An answer to fill in: each property of the schema with its default or a value of its type. */
export function blankAnswer(schema: unknown): Record<string, unknown> {
  const { properties = {} } = (schema ?? {}) as { properties?: Record<string, Property> };
  return Object.fromEntries(
    Object.entries(properties).map(([name, { type = '', default: usual, enum: choices }]) => [
      name,
      usual ?? choices?.[0] ?? BLANKS[type] ?? '',
    ]),
  );
}
