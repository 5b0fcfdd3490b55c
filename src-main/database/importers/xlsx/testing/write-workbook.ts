import { strToU8, zipSync } from 'fflate';

/** A cell as a test writes it; a date is a serial number with a format. */
export type TestCell = null | string | number | boolean | { readonly date: string } | { readonly error: string };

export type TestSheets = Readonly<Record<string, readonly (readonly TestCell[])[]>>;

/** A workbook as openpyxl lays it out: shared text, a style for dates and one for times. */
export function workbookBytes(sheets: TestSheets, { is1904 = false }: { readonly is1904?: boolean } = {}): Uint8Array {
  const names = Object.keys(sheets);
  const strings: string[] = [];
  const parts = Object.values(sheets).map((rows) => sheetXml(rows, strings, is1904));
  const relations = names.map((_, at) => relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`));
  return zipSync({
    '[Content_Types].xml': strToU8('<?xml version="1.0"?><Types/>'),
    '_rels/.rels': strToU8(relationships([relation('rId1', 'officeDocument', 'xl/workbook.xml')])),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns:r="r"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${names
        .map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
        .join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      relationships([
        ...relations,
        relation('rIdS', 'sharedStrings', 'sharedStrings.xml'),
        relation('rIdY', 'styles', '/xl/styles.xml'),
      ]),
    ),
    'xl/styles.xml': strToU8(
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>' +
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    ),
    'xl/sharedStrings.xml': strToU8(
      `<sst>${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ),
    ...Object.fromEntries(parts.map((xml, at) => [`xl/worksheets/sheet${at + 1}.xml`, strToU8(xml)])),
  });
}

function sheetXml(rows: readonly (readonly TestCell[])[], strings: string[], is1904: boolean): string {
  const written = rows.map((cells, row) => {
    const each = cells.map((cell, column) => cellXml(`${letters(column)}${row + 1}`, cell, strings, is1904));
    return `<row r="${row + 1}">${each.join('')}</row>`;
  });
  return `<worksheet><sheetData>${written.join('')}</sheetData></worksheet>`;
}

function cellXml(place: string, cell: TestCell, strings: string[], is1904: boolean): string {
  if (cell === null) return `<c r="${place}" s="1"/>`;
  if (typeof cell === 'string') return `<c r="${place}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c r="${place}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if ('error' in cell) return `<c r="${place}" t="e"><v>${cell.error}</v></c>`;
  const moment = Date.parse(`${cell.date.replace(' ', 'T')}${cell.date.includes(' ') ? 'Z' : 'T00:00:00Z'}`);
  const serial = (moment - (is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30))) / 86_400_000;
  return `<c r="${place}" s="${cell.date.includes(' ') ? 2 : 1}"><v>${serial}</v></c>`;
}

function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : `${letters(Math.floor(column / 26) - 1)}${last}`;
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="http://schemas/${type}" Target="${target}"/>`;
}

function relationships(all: readonly string[]): string {
  return `<Relationships>${all.join('')}</Relationships>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
