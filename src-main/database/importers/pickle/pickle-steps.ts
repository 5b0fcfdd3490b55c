import { type ByteReader, utf8 } from './byte-reader.ts';
import { damaged, type PickleStack, type PickleValue } from './pickle-stack.ts';

type Step = (stack: PickleStack, reader: ByteReader) => void;

const push =
  (read: (reader: ByteReader) => PickleValue): Step =>
  (stack, reader) =>
    stack.push(read(reader));

const named = (letter: string, step: Step): readonly [number, Step] => [letter.charCodeAt(0), step];

const numbers: readonly (readonly [number, Step])[] = [
  named(
    'J',
    push((reader) => reader.i32()),
  ),
  named(
    'K',
    push((reader) => reader.u8()),
  ),
  named(
    'M',
    push((reader) => reader.u16()),
  ),
  named(
    'I',
    push((reader) => integerLine(reader.line())),
  ),
  named(
    'L',
    push((reader) => wholeNumber(reader.line().replace(/L$/, ''))),
  ),
  named(
    'F',
    push((reader) => floatLine(reader.line())),
  ),
  named(
    'G',
    push((reader) => reader.f64()),
  ),
  [0x8a, push((reader) => longOf(reader.bytes(reader.u8())))],
  [0x8b, push((reader) => longOf(reader.bytes(reader.i32())))],
  named(
    'N',
    push(() => null),
  ),
  [0x88, push(() => true)],
  [0x89, push(() => false)],
];

const texts: readonly (readonly [number, Step])[] = [
  named(
    'V',
    push((reader) => rawUnicode(reader.line())),
  ),
  named(
    'X',
    push((reader) => utf8(reader.bytes(reader.u32()))),
  ),
  [0x8c, push((reader) => utf8(reader.bytes(reader.u8())))],
  [0x8d, push((reader) => utf8(reader.bytes(reader.u64())))],
  named(
    'S',
    push((reader) => quoted(reader.line())),
  ),
  // Python 2's strings are bytes; as Latin-1 they keep every one.
  named(
    'T',
    push((reader) => latin1(reader.bytes(reader.i32()))),
  ),
  named(
    'U',
    push((reader) => latin1(reader.bytes(reader.u8()))),
  ),
  named(
    'B',
    push((reader) => reader.bytes(reader.u32())),
  ),
  named(
    'C',
    push((reader) => reader.bytes(reader.u8())),
  ),
  [0x8e, push((reader) => reader.bytes(reader.u64()))],
  [0x96, push((reader) => reader.bytes(reader.u64()))],
];

const containers: readonly (readonly [number, Step])[] = [
  named('(', (stack) => stack.mark()),
  named(
    ')',
    push(() => []),
  ),
  named(
    ']',
    push(() => []),
  ),
  named(
    '}',
    push(() => new Map()),
  ),
  [0x8f, push(() => new Set())],
  named('t', (stack) => stack.push(stack.sinceMark())),
  named('l', (stack) => stack.push(stack.sinceMark())),
  named('d', (stack) => {
    const pairs = stack.sinceMark();
    stack.push(new Map());
    stack.setItems(pairs);
  }),
  [0x91, (stack) => stack.push(new Set(stack.sinceMark()))],
  [0x85, (stack) => tuple(stack, 1)],
  [0x86, (stack) => tuple(stack, 2)],
  [0x87, (stack) => tuple(stack, 3)],
  named('a', (stack) => stack.append([stack.pop()])),
  named('e', (stack) => stack.append(stack.sinceMark())),
  named('s', (stack) => {
    const value = stack.pop();
    stack.setItems([stack.pop(), value]);
  }),
  named('u', (stack) => stack.setItems(stack.sinceMark())),
  [0x90, (stack) => stack.addItems(stack.sinceMark())],
];

const keeping: readonly (readonly [number, Step])[] = [
  [0x80, (_, reader) => void reader.u8()],
  [0x95, (_, reader) => void reader.u64()],
  named('0', (stack) => stack.drop()),
  named('1', (stack) => void stack.sinceMark()),
  named('2', (stack) => stack.push(stack.top())),
  named('p', (stack, reader) => stack.put(Number(reader.line()))),
  named('q', (stack, reader) => stack.put(reader.u8())),
  named('r', (stack, reader) => stack.put(reader.u32())),
  [0x94, (stack) => stack.memoize()],
  named('g', (stack, reader) => stack.get(Number(reader.line()))),
  named('h', (stack, reader) => stack.get(reader.u8())),
  named('j', (stack, reader) => stack.get(reader.u32())),
];

const calls: readonly (readonly [number, Step])[] = [
  named('c', (stack, reader) => stack.pushName(reader.line(), reader.line())),
  [
    0x93,
    (stack) => {
      const [name, module] = [stack.pop(), stack.pop()];
      if (typeof name !== 'string' || typeof module !== 'string') throw damaged();
      stack.pushName(module, name);
    },
  ],
  named('R', (stack) => {
    const args = stack.pop();
    stack.call(stack.pop(), args);
  }),
  [
    0x81,
    (stack) => {
      const args = stack.pop();
      stack.call(stack.pop(), args);
    },
  ],
  [
    0x92,
    (stack) => {
      const [named_, args] = [stack.pop(), stack.pop()];
      if (!(named_ instanceof Map) || named_.size > 0) throw damaged();
      stack.call(stack.pop(), args);
    },
  ],
  named('o', (stack) => {
    const [callee, ...args] = stack.sinceMark();
    stack.call(callee ?? null, args);
  }),
  named('i', (stack, reader) => {
    stack.pushName(reader.line(), reader.line());
    const callee = stack.pop();
    stack.call(callee, stack.sinceMark());
  }),
  named('b', (stack) => {
    const state = stack.pop();
    stack.build(state);
  }),
  named('P', (stack, reader) => stack.pushPersistent(reader.line())),
  named('Q', (stack) => stack.pushPersistent(stack.pop())),
];

/**
 * What each step of a pickle does, by its code. Extensions (EXT1…) and buffers outside of the file (NEXT_BUFFER) are
 * missing on purpose: they mean nothing without the program that wrote them.
 */
export const steps: ReadonlyMap<number, Step> = new Map([...numbers, ...texts, ...containers, ...keeping, ...calls]);

function tuple(stack: PickleStack, length: number): void {
  const values: PickleValue[] = [];
  for (let at = 0; at < length; at += 1) values.unshift(stack.pop());
  stack.push(values);
}

/** `00` and `01` are how protocol 0 writes booleans. */
function integerLine(line: string): PickleValue {
  if (line === '00' || line === '01') return line === '01';
  return wholeNumber(line);
}

function wholeNumber(digits: string): PickleValue {
  if (!/^[+-]?\d+$/.test(digits.trim())) throw damaged();
  return narrowed(BigInt(digits.trim()));
}

function floatLine(line: string): number {
  const special = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, '-inf': Number.NEGATIVE_INFINITY }[line];
  if (special !== undefined) return special;
  if (line.trim() === '' || Number.isNaN(Number(line))) throw damaged();
  return Number(line);
}

/** Two's complement, little-endian. */
function longOf(bytes: Uint8Array): PickleValue {
  if (bytes.length === 0) return 0;
  const hex = Buffer.from(bytes).reverse().toString('hex');
  return narrowed(BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`)));
}

function narrowed(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function rawUnicode(line: string): string {
  return line.replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (_, short?: string, long?: string) => {
    const point = Number.parseInt(short ?? long ?? '', 16);
    if (point > 0x10ffff) throw damaged();
    return String.fromCodePoint(point);
  });
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', "'": "'", '"': '"' };

/** A string as Python 2 prints it. */
function quoted(line: string): string {
  const text = /^(['"])(.*)\1$/s.exec(line.trim())?.[2];
  if (text === undefined) throw damaged();
  return text.replace(/\\x([0-9a-fA-F]{2})|\\(.)/g, (whole, hex?: string, letter?: string) =>
    hex === undefined ? (escapes[letter ?? ''] ?? whole) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
