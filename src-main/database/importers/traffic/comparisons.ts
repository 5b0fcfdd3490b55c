import { readFile } from 'node:fs/promises';
import { isJsonObject, type JsonObject, parsePythonJson, parsePythonText } from '../python-json.ts';
import { fieldsOf, numberOf, textLines } from '../runs/text-lines.ts';

/** Trained signals and signals with fixed times over one scenario. */
export interface Comparison {
  /** Of the table of trained signals. */
  readonly line: number;
  readonly scenario: JsonObject;
  readonly trained: JsonObject;
  readonly baseline: JsonObject;
  /** Percent of the baseline, for every number that both have. */
  readonly improvement: Readonly<Record<string, number>>;
}

/** The pairs of two tables, by their scenario and episode; those that only one has are `alone`. */
export async function comparisonsOf(
  trainedPath: string,
  baselinePath: string,
): Promise<{ readonly pairs: readonly Comparison[]; readonly alone: readonly string[] }> {
  const [trained, baseline] = await Promise.all([tableOf(trainedPath), tableOf(baselinePath)]);
  const byKey = new Map(baseline.map(({ row }) => [keyOf(row), row]));
  const pairs = trained.flatMap(({ line, row }): readonly Comparison[] => {
    const other = byKey.get(keyOf(row));
    if (other === undefined) return [];
    return [
      {
        line,
        scenario: { scenario: row['scenario'], episode: row['episode'] },
        trained: row,
        baseline: other,
        improvement: changes(row, other),
      },
    ];
  });
  const paired = new Set(pairs.flatMap((pair) => [pair.trained, pair.baseline]));
  const alone = [...trained, ...baseline].filter(({ row }) => !paired.has(row));
  return { pairs, alone: alone.map(({ row }) => [row['scenario'], row['episode']].map(nameOf).join(', episode ')) };
}

/** `statistical_analysis.json` beside the tables: what the project's own tests said. */
export async function analysisOf(path: string): Promise<JsonObject | null> {
  return parsePythonJson(await readFile(path, 'utf8'));
}

async function tableOf(path: string): Promise<readonly { readonly line: number; readonly row: JsonObject }[]> {
  let names: readonly string[] | null = null;
  const rows: { line: number; row: JsonObject }[] = [];
  for await (const [line, text] of textLines(path)) {
    const fields = fieldsOf(text);
    if (names === null) names = fields;
    else rows.push({ line, row: Object.fromEntries(names.map((name, at) => [name, valueOfText(fields[at] ?? '')])) });
  }
  return rows;
}

/** Numbers as such; lists and dictionaries as Python printed them become JSON; everything else stays text. */
function valueOfText(text: string): unknown {
  if (text === '') return null;
  const number = numberOf(text);
  if (number !== null && Number.isFinite(number) && !/^(true|false)$/i.test(text)) return number;
  return /^[[{]/.test(text) ? (parsePythonText(text) ?? text) : text;
}

function nameOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function keyOf(row: JsonObject): string {
  return JSON.stringify([row['scenario'], row['episode']]);
}

function changes(trained: JsonObject, baseline: JsonObject): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(trained).flatMap(([name, value]) => {
      const other = baseline[name];
      const both = typeof value === 'number' && typeof other === 'number' && other !== 0 && name !== 'episode';
      return both ? [[name, ((value - other) / Math.abs(other)) * 100]] : [];
    }),
  );
}

export function isComparison(value: unknown): value is JsonObject {
  return isJsonObject(value) && 'metrics_analysis' in value;
}
