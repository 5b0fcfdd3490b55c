/**
 * Composing SQL without strings: fragments hold text, identifiers and parameters apart, and only a dialect renders them.
 * Values are always parameters; identifiers and constants are quoted by the dialect and nowhere else.
 */
export type SqlPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'value'; readonly value: SqlValue }
  | { readonly kind: 'constant'; readonly value: string | number };

/** What may be bound. Engine-specific casts belong into the text (`cast(? as …)`, see `Dialect.castTo`). */
export type SqlValue = string | number | bigint | boolean | null;

export interface Sql {
  readonly parts: readonly SqlPart[];
}

export type SqlInput = Sql | SqlValue;

/** `sql\`select ${name('x')} from ${table} where y > ${3}\``: fragments are spliced, everything else becomes a parameter. */
export function sql(strings: TemplateStringsArray, ...inputs: readonly SqlInput[]): Sql {
  const parts: SqlPart[] = [];
  strings.forEach((text, index) => {
    if (text !== '') parts.push({ kind: 'text', text });
    if (index < inputs.length) parts.push(...partsOf(inputs[index] as SqlInput));
  });
  return { parts };
}

/** A quoted identifier; several are joined by dots (`name('main', 'runs')`). */
export function name(...names: readonly string[]): Sql {
  return join(
    names.map((each) => ({ parts: [{ kind: 'name', name: each } as const] })),
    '.',
  );
}

/** Trusted text of ours: a keyword or an operator. Never anything from a person or a database, except a person's own SQL. */
export function raw(text: string): Sql {
  return { parts: [{ kind: 'text', text }] };
}

/** What belongs to the statement rather than to a question: a path into documents, a word of a lens. See `Dialect.constant`. */
export function constant(value: string | number): Sql {
  return { parts: [{ kind: 'constant', value }] };
}

export function join(items: readonly Sql[], separator = ', '): Sql {
  const parts = items.flatMap((item, index) =>
    index === 0 ? item.parts : [{ kind: 'text', text: separator } as const, ...item.parts],
  );
  return { parts };
}

/** Conditions joined by AND; `true` for none. */
export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0
    ? raw('1=1')
    : join(
        conditions.map((each) => sql`(${each})`),
        ' and ',
      );
}

function partsOf(input: SqlInput): readonly SqlPart[] {
  return typeof input === 'object' && input !== null ? input.parts : [{ kind: 'value', value: input }];
}
