"use strict";

const element = (name, text, children = []) => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};

const resolve = (openapi, node) => {
  if (!node || !node.$ref) return node;
  return node.$ref.slice(2).split("/").reduce((at, key) => at[key], openapi);
};

/** Writes a schema as the shape of its JSON. */
const shape = (openapi, given, depth = 0) => {
  const schema = resolve(openapi, given) ?? {};
  if (depth > 6) return "…";
  const either = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (either) return either.map((one) => shape(openapi, one, depth)).join(" | ");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.properties) {
    const indent = "  ".repeat(depth + 1);
    const fields = Object.entries(schema.properties).map(([name, value]) => {
      const optional = (schema.required ?? []).includes(name) ? "" : "?";
      return `${indent}${name}${optional}: ${shape(openapi, value, depth + 1)}`;
    });
    return `{\n${fields.join(",\n")}\n${"  ".repeat(depth)}}`;
  }
  if (schema.items) return `[${shape(openapi, schema.items, depth)}]`;
  const type = [schema.type ?? "any"].flat().join(" | ");
  return schema.format ? `${type} (${schema.format})` : type;
};

const examples = (media) =>
  Object.entries(media.examples ?? {}).map(([name, { value }]) =>
    element("div", "", [
      element("p", "", [element("code", name), ", for example"]),
      element("pre", JSON.stringify(value, null, 2)),
    ]),
  );

const content = (openapi, node) =>
  Object.entries(node?.content ?? {}).map(([type, media]) =>
    element("div", "", [
      element("code", type),
      element("pre", shape(openapi, media.schema)),
      ...examples(media),
    ]),
  );

const parameters = (openapi, operation) => {
  const rows = (operation.parameters ?? []).map((given) => {
    const one = resolve(openapi, given);
    const where = one.in + (one.required ? "" : ", optional");
    const cells = [element("code", one.name), where, shape(openapi, one.schema)];
    return element("tr", "", cells.map((cell) => element("td", "", [cell])));
  });
  return rows.length ? [element("h4", "Parameters"), element("table", "", rows)] : [];
};

const responses = (openapi, operation) =>
  Object.entries(operation.responses ?? {}).map(([status, given]) => {
    const one = resolve(openapi, given);
    const summary = element("summary", `${status} ${one.description ?? ""}`);
    return element("details", "", [summary, ...content(openapi, one)]);
  });

const operation = (openapi, path, method, one) => {
  const name = element("span", method.toUpperCase());
  name.className = "method";
  const summary = element("summary", "", [name, element("code", path), ` ${one.operationId}`]);
  const body = content(openapi, resolve(openapi, one.requestBody));
  const shown = element("details", "", [
    summary,
    element("p", one.description ?? one.summary ?? ""),
    ...parameters(openapi, one),
    ...(body.length ? [element("h4", "Body"), ...body] : []),
    element("h4", "Answers"),
    ...responses(openapi, one),
  ]);
  shown.dataset.text = `${method} ${path} ${one.operationId}`.toLowerCase();
  return shown;
};

const show = (openapi) => {
  const all = Object.entries(openapi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => operation(openapi, path, method, one)),
  );
  document.getElementById("operations").replaceChildren(...all);
  document.getElementById("find").addEventListener("input", (event) => {
    const wanted = event.target.value.toLowerCase();
    for (const one of all) one.hidden = !one.dataset.text.includes(wanted);
  });
};

fetch("/openapi.json")
  .then((answer) => answer.json())
  .then(show)
  .catch((failure) => {
    document.getElementById("operations").textContent = `The document could not be read: ${failure}`;
  });
