import PDFDocument from 'pdfkit';
import { type Box, type DrawItem, type Drawing, type Place, perPoint } from '#shared/chart/drawing.ts';
import { chartFont } from './font.ts';

/** A drawing as a page of PDF: curves are curves, text is text in a font that the file carries. No clock is in it. */
export function pdfOf(drawing: Drawing): Promise<Uint8Array> {
  const { width, height, ground, items, title, provenance } = drawing;
  const document = new PDFDocument({
    size: [width / perPoint, height / perPoint],
    margin: 0,
    info: {
      Title: title,
      Creator: provenance.get('written by') ?? 'Starling',
      Producer: 'PDFKit',
      Subject: JSON.stringify(Object.fromEntries(provenance)),
      CreationDate: new Date(0),
    },
  });
  const pieces: Buffer[] = [];
  const ended = new Promise<Uint8Array>((resolve, reject) => {
    document.on('data', (piece: Buffer) => pieces.push(piece));
    document.on('end', () => resolve(Buffer.concat(pieces)));
    document.on('error', reject);
  });
  document.registerFont('text', chartFont().bytes as Buffer).font('text');
  document.scale(1 / perPoint);
  if (ground !== null) document.rect(0, 0, width, height).fill(ground);
  document.lineCap('round').lineJoin('round');
  for (const item of items) drawItem(document, item);
  document.end();
  return ended;
}

function drawItem(document: PDFKit.PDFDocument, item: DrawItem): void {
  document.save();
  if (item.kind !== 'text' && item.clip !== undefined) clip(document, item.clip);
  if (item.kind === 'stroke') {
    for (const path of item.paths) trace(document, path);
    document.lineWidth(item.width).opacity(item.opacity);
    if (item.dash.length > 0) document.dash(item.dash[0] ?? 0, { space: item.dash[1] ?? item.dash[0] ?? 0 });
    document.stroke(item.colour);
  } else if (item.kind === 'fill') {
    trace(document, item.path);
    document.fillOpacity(item.opacity).fill(item.colour);
  } else {
    const shift = { start: 0, middle: 0.5, end: 1 }[item.anchor] * chartFont().measure(item.text, item.size);
    document.translate(item.x, item.y);
    if (item.turned) document.rotate(-90);
    document.fontSize(item.size).fillColor(item.colour);
    document.text(item.text, -shift, 0, { lineBreak: false, baseline: 'alphabetic' });
  }
  document.restore();
}

function trace(document: PDFKit.PDFDocument, path: readonly Place[]): void {
  const [first, ...others] = path;
  if (first === undefined) return;
  document.moveTo(first[0], first[1]);
  if (others.length === 0) document.lineTo(first[0], first[1]);
  for (const [x, y] of others) document.lineTo(x, y);
}

function clip(document: PDFKit.PDFDocument, { x, y, width, height }: Box): void {
  document.rect(x, y, width, height).clip();
}
