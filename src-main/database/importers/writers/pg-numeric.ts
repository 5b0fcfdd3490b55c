import { RowsFailed } from '../importer.ts';

/** A decimal text as Postgres sends and takes `numeric`: groups of four digits. Throws for what is no number. */
export function numericBytes(value: string): Buffer {
  if (/^nan$/i.test(value)) return header(0, 0, 0xc000, 0, []);
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(value.trim());
  if (parts === null || `${parts[2]}${parts[3] ?? ''}` === '') throw new RowsFailed(`${value} is no decimal number`);
  const [, sign, whole = '', fraction = ''] = parts;
  const left = whole.padStart(Math.ceil(whole.length / 4) * 4, '0');
  const right = fraction.padEnd(Math.ceil(fraction.length / 4) * 4, '0');
  const groups = (left + right).match(/.{4}/g)?.map(Number) ?? [];
  let weight = left.length / 4 - 1;
  while (groups.length > 0 && groups[0] === 0) {
    groups.shift();
    weight -= 1;
  }
  while (groups.at(-1) === 0) groups.pop();
  const isZero = groups.length === 0;
  return header(groups.length, isZero ? 0 : weight, sign === '-' && !isZero ? 0x4000 : 0, fraction.length, groups);
}

function header(count: number, weight: number, sign: number, scale: number, groups: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 + 2 * groups.length);
  bytes.writeInt16BE(count, 0);
  bytes.writeInt16BE(weight, 2);
  bytes.writeUInt16BE(sign, 4);
  bytes.writeInt16BE(scale, 6);
  groups.forEach((group, at) => {
    bytes.writeInt16BE(group, 8 + 2 * at);
  });
  return bytes;
}
