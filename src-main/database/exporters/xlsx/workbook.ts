import type { ExportContext, Exporter, TableStream } from '../table-stream.ts';
import { encoded } from '../table-stream.ts';
import { type ZipEntry, zipped } from '../zip.ts';
import { SheetRows } from './sheet-xml.ts';
import { xmlText } from './xlsx-cell.ts';

/** A table that becomes a sheet, or several where it has more rows than one takes. */
export interface NamedTable {
  readonly title: string;
  readonly rows: TableStream;
}

/** A workbook of one table. */
export const writeXlsx: Exporter = (rows, context) => workbookOf(one({ title: context.title, rows }), context);

async function* one<T>(each: T): AsyncGenerator<T> {
  yield each;
}

export function workbookOf(
  tables: AsyncIterable<NamedTable>,
  { provenance }: Pick<ExportContext, 'provenance'>,
): AsyncIterable<Uint8Array> {
  return zipped(parts(tables, provenance));
}

async function* parts(
  tables: AsyncIterable<NamedTable>,
  provenance: ReadonlyMap<string, string>,
): AsyncGenerator<ZipEntry> {
  const names: string[] = [];
  for await (const { title, rows } of tables) {
    const sheet = new SheetRows(rows);
    while (sheet.more) {
      names.push(sheetName(title, names));
      yield { name: `xl/worksheets/sheet${names.length}.xml`, bytes: encoded(sheet.xml()) };
    }
  }
  const texts = { ...fixedParts(provenance), ...listingParts(names) };
  for (const [name, text] of Object.entries(texts)) yield { name, bytes: one(Buffer.from(`${xmlHead}${text}`)) };
}

/** At most 31 characters, none of `[]:*?/\`, none twice whatever the case. */
function sheetName(title: string, taken: readonly string[]): string {
  const plain =
    title
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || 'Sheet';
  const used = new Set(taken.map((each) => each.toLowerCase()));
  for (let count = 1; ; count++) {
    const ending = count === 1 ? '' : ` (${count})`;
    const name = `${[...plain]
      .slice(0, 28 - ending.length)
      .join('')
      .trim()}${ending}`;
    if (!used.has(name.toLowerCase())) return name;
  }
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function listingParts(names: readonly string[]): Record<string, string> {
  const sheets = names.map((name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  const relations = names.map((_, at) =>
    relation(`rId${at + 1}`, `${office}/worksheet`, `worksheets/sheet${at + 1}.xml`),
  );
  const overrides = names.map((_, at) => override(`/xl/worksheets/sheet${at + 1}.xml`, `${spreadsheet}.worksheet+xml`));
  return {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...relations,
      relation('rIdStyles', `${office}/styles`, 'styles.xml'),
    ]),
    '[Content_Types].xml':
      `<Types xmlns="${packages}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      override('/xl/workbook.xml', `${spreadsheet}.sheet.main+xml`) +
      override('/xl/styles.xml', `${spreadsheet}.styles+xml`) +
      override('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
      `${overrides.join('')}</Types>`,
  };
}

function fixedParts(provenance: ReadonlyMap<string, string>): Record<string, string> {
  const about = [...provenance].map(([key, value]) => `${key}: ${value}`).join('\n');
  return {
    'xl/styles.xml':
      `<styleSheet xmlns="${main}"><numFmts count="1">` +
      '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/></numFmts>' +
      '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
      '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/>' +
      '<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/>' +
      '<xf fontId="1" applyFont="1"/></cellXfs></styleSheet>',
    'docProps/core.xml':
      `<cp:coreProperties xmlns:cp="${packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
      `<dc:description>${xmlText(about)}</dc:description></cp:coreProperties>`,
    '_rels/.rels': relationships([
      relation('rId1', `${office}/officeDocument`, 'xl/workbook.xml'),
      relation('rId2', `${packages}/relationships/metadata/core-properties`, 'docProps/core.xml'),
    ]),
  };
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
}

function relationships(all: readonly string[]): string {
  return `<Relationships xmlns="${packages}/relationships">${all.join('')}</Relationships>`;
}

function override(part: string, type: string): string {
  return `<Override PartName="${part}" ContentType="${type}"/>`;
}
