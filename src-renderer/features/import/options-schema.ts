/** One option of an importer, as a form needs it: read from the JSON Schema that the importer gives. */
export interface OptionField {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'text' | 'number' | 'switch' | 'choice' | 'words' | 'by column';
  /** For `choice` and `by column`. */
  readonly choices: readonly string[];
  readonly whole: boolean;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly fallback: unknown;
}

type Schema = Readonly<Record<string, unknown>>;

export function optionFields(schema: Schema): readonly OptionField[] {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  return Object.entries(properties).map(([name, property]) => optionField(name, property));
}

function optionField(name: string, property: Schema): OptionField {
  const inner = plainSchema(property);
  const minimum = numberOf(inner['minimum']) ?? numberOf(inner['exclusiveMinimum']);
  const isWhole = inner['type'] === 'integer';
  return {
    name,
    title: textOf(property['title']) ?? name,
    description: textOf(property['description']) ?? '',
    kind: kindOf(inner),
    choices: choicesOf(inner),
    whole: isWhole,
    // zod writes the bounds of a safe integer where none was given.
    minimum: minimum === Number.MIN_SAFE_INTEGER ? undefined : minimum,
    maximum: numberOf(inner['maximum']) === Number.MAX_SAFE_INTEGER ? undefined : numberOf(inner['maximum']),
    fallback: property['default'],
  };
}

/** What stands behind “or null”; of several kinds none, so that it is given as text. */
function plainSchema(property: Schema): Schema {
  const among = (property['anyOf'] ?? property['oneOf']) as readonly Schema[] | undefined;
  const [only, other] = (among ?? [property]).filter((each) => each['type'] !== 'null');
  if (only === undefined || other !== undefined) return {};
  const types = Array.isArray(only['type']) ? only['type'].filter((type) => type !== 'null') : [only['type']];
  return { ...only, type: types[0] };
}

function kindOf(schema: Schema): OptionField['kind'] {
  if (choicesIn(schema) !== undefined) return 'choice';
  switch (schema['type']) {
    case 'boolean':
      return 'switch';
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return 'words';
    case 'object':
      return 'by column';
    default:
      return 'text';
  }
}

function choicesOf(schema: Schema): readonly string[] {
  const each = schema['additionalProperties'];
  return choicesIn(schema) ?? choicesIn(typeof each === 'object' && each !== null ? (each as Schema) : {}) ?? [];
}

function choicesIn(schema: Schema): readonly string[] | undefined {
  return Array.isArray(schema['enum']) ? schema['enum'].map(String) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Whether an option says how files of a kind are read, rather than what this one is called. */
export function isHabit({ kind }: OptionField): boolean {
  return kind === 'switch' || kind === 'number' || kind === 'choice' || kind === 'words';
}
