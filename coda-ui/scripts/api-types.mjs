/**
 * Writes the types of the server's API from the document that a running server makes of itself:
 *
 *   npm run api-types              CODA_BASE_URL names the server, otherwise it is localhost:8080
 *   npm run api-types -- --check   writes nothing, and fails if the file is not as it would be
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const FILE = fileURLToPath(new URL('../src/api/schema.gen.ts', import.meta.url));
const HEAD = '// Made by `npm run api-types`. Do not edit it.\n\n';

const server = process.env.CODA_BASE_URL ?? 'http://localhost:8080';
const answer = await fetch(new URL('/openapi.json', server));
if (!answer.ok) fail(`${answer.url} answers ${answer.status}.`);
const { openapi, info, components } = await answer.json();

// Paths are written where they are asked for; of the rest, only the shapes are of use here.
const schemas = shapeOf(components.schemas);
const types =
  HEAD + astToString(await openapiTS({ openapi, info, paths: {}, components: { schemas } }));

if (!process.argv.includes('--check')) writeFileSync(FILE, types);
else if (readFileSync(FILE, 'utf8') !== types) {
  fail(
    'The API has changed: start the server, run `npm run api-types` in coda-ui, and commit src/api/schema.gen.ts.',
  );
}

/**
 * The server leaves out what is null, so its types need not have it; and words about a field are no
 * part of its type.
 */
function shapeOf(schema) {
  if (Array.isArray(schema)) return schema.map(shapeOf);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { type, anyOf, ...rest } = schema;
  if (typeof rest.description === 'string') delete rest.description;
  const kept = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, shapeOf(value)]),
  );
  if (Array.isArray(kept.enum)) kept.enum = kept.enum.filter((value) => value !== null);
  if (Array.isArray(anyOf)) {
    const others = anyOf.filter((each) => each.type !== 'null').map(shapeOf);
    Object.assign(kept, others.length === 1 ? others[0] : { anyOf: others });
  }
  if (Array.isArray(type)) kept.type = type.find((each) => each !== 'null');
  else if (type !== undefined) kept.type = shapeOf(type);
  return kept;
}

function fail(why) {
  console.error(`coda-ui: ${why}`);
  process.exit(1);
}
