/** Types of Thrift's compact protocol. */
const kind = { yes: 1, no: 2, byte: 3, double: 7, binary: 8, list: 9, set: 10, map: 11, struct: 12 } as const;
/** Deeper than any footer is. */
const deepest = 32;

/**
 * Walks over a message in Thrift's compact protocol. Throws a `RangeError` for bytes that are none.
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export class Thrift {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The header of a struct's next field, behind the field `before`; `null` at its end. */
  field(before: number): { readonly id: number; readonly type: number } | null {
    const head = this.#byte();
    if (head === 0) return null;
    const delta = head >> 4;
    return { id: delta === 0 ? Number(this.integer()) : before + delta, type: head & 15 };
  }

  /** A number of any width: zigzag. */
  integer(): bigint {
    const value = this.#varint();
    return (value >> 1n) ^ -(value & 1n);
  }

  skip(type: number, depth = 0): void {
    if (depth > deepest) throw new RangeError('A message nests too deep');
    if (type === kind.yes || type === kind.no) return;
    if (type === kind.byte) this.at += 1;
    else if (type > kind.byte && type < kind.double) this.#varint();
    else if (type === kind.double) this.at += 8;
    else if (type === kind.binary) this.#skipBytes();
    else if (type === kind.list || type === kind.set) this.#skipList(depth);
    else if (type === kind.map) this.#skipMap(depth);
    else if (type === kind.struct) this.#skipStruct(depth);
    else throw new RangeError(`There is no type ${type}`);
    if (this.at > this.#bytes.length) throw new RangeError('A message ends too early');
  }

  #skipBytes(): void {
    const length = Number(this.#varint());
    this.at += length;
  }

  #skipList(depth: number): void {
    const head = this.#byte();
    const size = head >> 4 === 15 ? Number(this.#varint()) : head >> 4;
    for (let item = 0; item < size; item++) this.#skipItem(head & 15, depth);
  }

  #skipMap(depth: number): void {
    const size = Number(this.#varint());
    if (size === 0) return;
    const types = this.#byte();
    for (let item = 0; item < size; item++) {
      this.#skipItem(types >> 4, depth);
      this.#skipItem(types & 15, depth);
    }
  }

  #skipStruct(depth: number): void {
    for (let field = this.field(0); field !== null; field = this.field(field.id)) this.skip(field.type, depth + 1);
  }

  /** In lists and maps a truth value has a byte of its own. */
  #skipItem(type: number, depth: number): void {
    this.skip(type === kind.yes || type === kind.no ? kind.byte : type, depth + 1);
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
    throw new RangeError('A number has too many bytes');
  }

  #byte(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw new RangeError('A message ends too early');
    this.at += 1;
    return byte;
  }
}
