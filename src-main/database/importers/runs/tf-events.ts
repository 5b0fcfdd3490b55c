import { protoFields } from './proto.ts';

/** A scalar that was logged. */
export interface TfScalar {
  readonly tag: string;
  readonly value: number;
}

export interface TfEvent {
  /** Epoch seconds. */
  readonly wallTime: number;
  readonly step: bigint;
  readonly version: string | null;
  readonly scalars: readonly TfScalar[];
  /** Tags of what is no scalar: pictures, histograms, texts. */
  readonly others: readonly string[];
}

/** One event of TensorBoard's: `Event` of tensorflow/core/util/event.proto, scalars as plain values or as tensors. */
export function readEvent(bytes: Uint8Array): TfEvent {
  const fields = protoFields(bytes);
  const summary = fields.bytes(5);
  const values = summary === null ? [] : protoFields(summary).all(1).map(summaryValue);
  const version = fields.bytes(3);
  return {
    wallTime: fields.double(1) ?? 0,
    step: BigInt.asIntN(64, fields.integer(2) ?? 0n),
    version: version === null ? null : new TextDecoder().decode(version),
    scalars: values.flatMap(({ tag, value }) => (value === null ? [] : [{ tag, value }])),
    others: values.flatMap(({ tag, value }) => (value === null ? [tag] : [])),
  };
}

/** `Summary.Value`: tag 1, simple_value 2, tensor 8, metadata 9. */
function summaryValue(bytes: Uint8Array): { readonly tag: string; readonly value: number | null } {
  const fields = protoFields(bytes);
  const tag = new TextDecoder().decode(fields.bytes(1) ?? new Uint8Array());
  const simple = fields.float(2);
  if (simple !== null) return { tag, value: simple };
  const tensor = fields.bytes(8);
  return { tag, value: tensor === null || pluginOf(fields.bytes(9)) !== 'scalars' ? null : scalarOf(tensor) };
}

function pluginOf(metadata: Uint8Array | null): string {
  const plugin = metadata === null ? null : protoFields(metadata).bytes(1);
  const name = plugin === null ? null : protoFields(plugin).bytes(1);
  return name === null ? '' : new TextDecoder().decode(name);
}

/** `TensorProto` of one number: its type 1, raw content 4, or a list by type (5 float, 6 double, 7 int, 10 int64). */
function scalarOf(bytes: Uint8Array): number | null {
  const fields = protoFields(bytes);
  const type = Number(fields.integer(1) ?? 0n);
  const content = fields.bytes(4);
  if (content !== null && content.length > 0) return fromContent(content, type);
  switch (type) {
    case 1:
      return fields.float(5);
    case 2:
      return fields.double(6);
    case 3:
    case 9: {
      const integer = fields.integer(type === 3 ? 7 : 10);
      return integer === null ? null : Number(BigInt.asIntN(64, integer));
    }
    default:
      return null;
  }
}

function fromContent(content: Uint8Array, type: number): number | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (type === 1 && content.length === 4) return view.getFloat32(0, true);
  if (type === 2 && content.length === 8) return view.getFloat64(0, true);
  if (type === 3 && content.length === 4) return view.getInt32(0, true);
  return type === 9 && content.length === 8 ? Number(view.getBigInt64(0, true)) : null;
}
