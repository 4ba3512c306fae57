// As much of JSON Schema as ours use: what does not fit, as paths.

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

export function conformsTo(root: object, value: unknown): string[] {
  const { $defs = {} } = root as Schema;
  const check = (given: Schema, at: unknown, path: string): string[] => {
    const schema = given.$ref === undefined ? given : $defs[given.$ref.replace('#/$defs/', '')]!;
    if (schema.anyOf) return schema.anyOf.some(one => check(one, at, path).length === 0) ? [] : [path];
    if ('const' in schema && schema.const !== at) return [`${path} is not ${schema.const}`];
    if (schema.enum && !schema.enum.includes(at)) return [`${path}: ${at}`];
    const types = schema.type === undefined ? [] : [schema.type].flat();
    if (types.length > 0 && !types.includes(typeOf(at))) return [`${path} is ${typeOf(at)}`];
    if (schema.minimum !== undefined && (at as number) < schema.minimum) return [`${path} < ${schema.minimum}`];
    if (Array.isArray(at))
      return schema.items ? at.flatMap((each, i) => check(schema.items!, each, `${path}[${i}]`)) : [];
    if (typeOf(at) !== 'object') return [];
    const object = at as Record<string, unknown>;
    const missing = (schema.required ?? []).filter(key => !(key in object)).map(key => `${path}.${key} is missing`);
    const more = Object.keys(object).flatMap(key => {
      const own = schema.properties?.[key];
      if (own) return check(own, object[key], `${path}.${key}`);
      return schema.additionalProperties === false ? [`${path}.${key} is too much`] : [];
    });
    return [...missing, ...more];
  };
  return check(root as Schema, value, '');
}
