export type Row = Readonly<Record<string, unknown>>;

const deepest = 12;

/** @returns the deals in an event, a row, a list of either, an answer of the API, or an OpenAPI file's schemas. */
export function dealsOf(content: unknown): Row[] {
  if (Array.isArray(content)) return content.flatMap(dealsOf);
  if (!isRow(content)) return [];
  if ('openapi' in content || 'swagger' in content)
    return schemasOf(content).flatMap((schema) => dealsOf(example(schema, content)));
  if (isRow(content.data)) return dealsOf(content.data);
  if (content.deal !== undefined) return dealsOf(content.deal);
  return content.id === undefined ? [] : [content];
}

/** Every schema that has properties and stands inside no other: an event's, or a deal's. */
function schemasOf(value: unknown, depth = 0): Row[] {
  if (typeof value !== 'object' || value === null || depth > deepest) return [];
  if (isRow(value) && isRow(value.properties)) return [value];
  return Object.values(value).flatMap((inner) => schemasOf(inner, depth + 1));
}

/** A value as the schema describes it, so that a schema can be read like a payload. */
function example(schema: unknown, document: Row, depth = 0): unknown {
  const { type, properties, items, allOf, oneOf, anyOf } = resolved(schema, document);
  if (depth > deepest) return null;
  const several = [allOf, oneOf, anyOf].find(Array.isArray) as unknown[] | undefined;
  const inner = (one: unknown) => example(one, document, depth + 1);
  if (isRow(properties)) return Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, inner(one)]));
  if (several) {
    const values = several.map(inner);
    return values.some(isRow) ? Object.assign({}, ...values.filter(isRow)) : values[0];
  }
  if (items !== undefined) return [inner(items)];
  return type === 'number' || type === 'integer'
    ? 0
    : type === 'boolean'
      ? false
      : type === 'array'
        ? []
        : type === 'object'
          ? {}
          : 'text';
}

function resolved(schema: unknown, document: Row): Row {
  const { $ref } = isRow(schema) ? schema : {};
  if (typeof $ref !== 'string') return isRow(schema) ? schema : {};
  const target = $ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((value, key) => (isRow(value) ? value[key] : undefined), document);
  return isRow(target) ? target : {};
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
