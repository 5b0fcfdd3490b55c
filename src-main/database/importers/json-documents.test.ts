import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { jsonDocuments } from './json-documents.ts';
import { parsePythonJson, parsePythonText } from './python-json.ts';

async function documents(text: string): Promise<readonly (readonly [number, boolean, string])[]> {
  const folder = await mkdtemp(join(tmpdir(), 'starling-json-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'a.jsonl'), text);
  const found: [number, boolean, string][] = [];
  for await (const { line, whole, text: one } of jsonDocuments(join(folder, 'a.jsonl'))) found.push([line, whole, one]);
  return found;
}

it('tells objects apart that stand on a line each', async () => {
  expect(await documents('{"a": "}{\\""}\n\n{"b": [1, {"c": 2}]}\r\n')).toEqual([
    [1, true, '{"a": "}{\\""}'],
    [3, true, '{"b": [1, {"c": 2}]}'],
  ]);
});

it('tells objects apart that are printed over many lines', async () => {
  const printed = [{ a: { b: [1, 2] } }, { c: 'x' }].map((each) => JSON.stringify(each, null, 2));
  expect((await documents(printed.join('\n\n'))).map(([line, whole, text]) => [line, whole, JSON.parse(text)])).toEqual(
    [
      [1, true, { a: { b: [1, 2] } }],
      [10, true, { c: 'x' }],
    ],
  );
});

it('goes on behind an object that was not closed, and tells the last one that is cut off', async () => {
  expect(await documents('{"a": 1\n{"b": "open\n{"c": 3}\n{"d": ')).toEqual([
    [1, false, '{"a": 1'],
    [2, false, '{"b": "open'],
    [3, true, '{"c": 3}'],
    [4, false, '{"d":'],
  ]);
});

it('does so wherever a piece of the file ends', async () => {
  const long = Array.from({ length: 3000 }, (_, at) => `{"n": ${at}, "text": "${'ä}'.repeat(at % 40)}"}`);
  const found = await documents(long.join('\n'));
  expect(found.map(([, , text]) => text)).toEqual(long);
  expect(found.at(-1)?.[0]).toBe(3000);
});

it('reads what Python writes for numbers that JSON lacks, and its printed dictionaries', () => {
  expect(parsePythonJson('{"a": NaN, "b": -Infinity, "c": "NaN"}')).toEqual({ a: 'NaN', b: '-Infinity', c: 'NaN' });
  expect(parsePythonJson('{"a": ')).toBeNull();
  expect(parsePythonText(`{'a': True, 'b': [1, None], 'c': 'it\\'s "x"'}`)).toEqual({
    a: true,
    b: [1, null],
    c: `it's "x"`,
  });
  expect(parsePythonText(`{'a': <object>}`)).toBeNull();
});
