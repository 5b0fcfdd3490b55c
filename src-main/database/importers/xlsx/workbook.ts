import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { Failure } from '#shared/model/failure.ts';
import type { OfferedFile } from '../offer.ts';
import { isArchive, unpack } from '../pickle/archive.ts';
import { type DateKind, dateKindOf } from './dates.ts';
import { type SheetRow, sheetRows } from './sheet.ts';
import { attribute, xmlEvents } from './xml.ts';

/** The sheets of an `.xlsx` file, hidden ones included; charts are no sheets. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
}

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Rows that hold anything, in their order. */
  rows(): Generator<SheetRow>;
}

/** Whether a file begins like an Office archive with a workbook in it. */
export async function isWorkbook(file: OfferedFile): Promise<boolean> {
  const head = await file.head();
  if (!isArchive(head)) return false;
  const text = Buffer.from(head).toString('latin1');
  return (
    /(?:xl\/(?:workbook|worksheets|sharedStrings|styles|theme)|\[Content_Types\]\.xml|_rels\/\.rels)/.test(text) &&
    !/(?:word|ppt)\//.test(text)
  );
}

/** Larger files are not read: all of a workbook is in memory at once. */
const mostBytes = 256 * 2 ** 20;

/** Reads a workbook. Throws FILE_CORRUPT for one that is damaged, NOT_A_DATABASE for other archives. */
export async function openWorkbook(file: OfferedFile): Promise<Workbook> {
  if (file.bytes > mostBytes)
    throw new Failure(
      'NOT_ALLOWED',
      `${file.name} is larger than 256 MB. Save its sheets as CSV files, and import those.`,
    );
  const parts = new Parts(unpack(await readFile(file.path)));
  const path = parts.related('', 'officeDocument')[0]?.path ?? 'xl/workbook.xml';
  const xml = parts.text(path);
  if (xml === null) throw new Failure('NOT_A_DATABASE', `${file.name} holds no workbook`);
  const strings = sharedStrings(parts.text(parts.related(path, 'sharedStrings')[0]?.path ?? 'xl/sharedStrings.xml'));
  const formats = dateFormats(parts.text(parts.related(path, 'styles')[0]?.path ?? 'xl/styles.xml'));
  const places = new Map(parts.related(path, 'worksheet').map((each) => [each.id, each.path]));
  let is1904 = false;
  const sheets: Sheet[] = [];
  for (const event of xmlEvents(xml)) {
    if (event.kind !== 'open') continue;
    if (event.name === 'workbookPr') is1904 = ['1', 'true'].includes(attribute(event.attributes, 'date1904') ?? '');
    if (event.name !== 'sheet') continue;
    const place = places.get(attribute(event.attributes, 'id') ?? '');
    const sheet = place === undefined ? null : parts.text(place);
    if (sheet === null) continue;
    sheets.push({
      name: attribute(event.attributes, 'name') ?? `Sheet${sheets.length + 1}`,
      hidden: (attribute(event.attributes, 'state') ?? 'visible') !== 'visible',
      rows: () => sheetRows(sheet, { strings, formats, is1904 }),
    });
  }
  return { sheets };
}

interface Related {
  readonly id: string;
  readonly path: string;
}

/** The files of the archive, whose names other programs write in other cases or with a slash in front. */
class Parts {
  readonly #files: ReadonlyMap<string, Uint8Array>;

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.#files = new Map([...files].map(([name, bytes]) => [plainName(name), bytes]));
  }

  text(path: string): string | null {
    const bytes = this.#files.get(plainName(path));
    return bytes === undefined ? null : new TextDecoder().decode(bytes);
  }

  /** What a part refers to, of one type. */
  related(path: string, type: string): readonly Related[] {
    const folder = posix.dirname(path);
    const xml = this.text(posix.join(folder, '_rels', `${posix.basename(path)}.rels`)) ?? '';
    return [...xmlEvents(xml)].flatMap((event): readonly Related[] => {
      if (event.kind !== 'open' || event.name !== 'Relationship') return [];
      const [id, target] = ['Id', 'Target'].map((name) => attribute(event.attributes, name) ?? '') as [string, string];
      const is = attribute(event.attributes, 'Type')?.endsWith(`/${type}`) ?? false;
      return is ? [{ id, path: target.startsWith('/') ? target.slice(1) : posix.join(folder, target) }] : [];
    });
  }
}

function plainName(name: string): string {
  return name
    .replaceAll('\\', '/')
    .replace(/^\.?\//, '')
    .toLowerCase();
}

/** Texts that cells refer to by number; how parts of them look and how they are pronounced is left out. */
function sharedStrings(xml: string | null): readonly string[] {
  const strings: string[] = [];
  let text = '';
  let [inText, inReading] = [false, false];
  for (const event of xmlEvents(xml ?? '')) {
    if (event.kind === 'text') {
      if (inText && !inReading) text += event.text;
    } else if (event.kind === 'open') {
      if (event.name === 'si') text = '';
      if (event.name === 'si' && event.empty) strings.push('');
      if (event.name === 't') inText = !event.empty;
      if (event.name === 'rPh') inReading = !event.empty;
    } else if (event.name === 'si') strings.push(text);
    else if (event.name === 't') inText = false;
    else if (event.name === 'rPh') inReading = false;
  }
  return strings;
}

/** By the number of a cell's style: which kind of date it shows. */
function dateFormats(xml: string | null): readonly (DateKind | null)[] {
  const codes = new Map<number, string>();
  const formats: (DateKind | null)[] = [];
  let inCells = false;
  for (const event of xmlEvents(xml ?? '')) {
    if (event.kind === 'close' && event.name === 'cellXfs') inCells = false;
    if (event.kind !== 'open') continue;
    const id = Number(attribute(event.attributes, 'numFmtId') ?? 0);
    if (event.name === 'numFmt') codes.set(id, attribute(event.attributes, 'formatCode') ?? '');
    if (event.name === 'cellXfs') inCells = !event.empty;
    if (inCells && event.name === 'xf') formats.push(dateKindOf(id, codes.get(id)));
  }
  return formats;
}
