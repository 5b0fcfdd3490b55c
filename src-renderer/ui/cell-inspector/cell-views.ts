import { type Cell, isTagged } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { fromHex, imageType, utf8Text } from '../../format/bytes.ts';
import { cellNode, type JsonNode } from '../json-tree/json-node.ts';

/** A way to look at a value. */
export type CellView =
  | { readonly kind: 'tree'; readonly label: 'Tree'; readonly root: JsonNode }
  | { readonly kind: 'text'; readonly label: 'Text'; readonly text: string }
  | { readonly kind: 'hex'; readonly label: 'Hex'; readonly hex: string }
  | { readonly kind: 'image'; readonly label: 'Image'; readonly type: string; readonly hex: string };

/** Every way to look at a value, the most telling one first. */
export function cellViews(cell: Cell): readonly CellView[] {
  if (isTagged(cell) && cell.k === 'blob') return blobViews(cell.hex);
  const text = cell === null ? 'NULL' : isTagged(cell) && cell.k === 'cut' ? cell.head : cellToText(cell);
  const plain: CellView = { kind: 'text', label: 'Text', text };
  const root = treeOf(cell);
  return root === undefined ? [plain] : [{ kind: 'tree', label: 'Tree', root }, plain];
}

function treeOf(cell: Cell): JsonNode | undefined {
  if (typeof cell !== 'string') {
    const node = cellNode(cell);
    return node.kind === 'branch' ? node : undefined;
  }
  if (!/^\s*[[{]/.test(cell)) return undefined;
  const node = cellNode({ k: 'json', t: cell });
  return node.kind === 'branch' ? node : undefined;
}

function blobViews(hex: string): readonly CellView[] {
  const type = imageType(hex);
  const text = hex.length > 2_000_000 ? undefined : utf8Text(fromHex(hex));
  return [
    ...(type === undefined ? [] : [{ kind: 'image', label: 'Image', type, hex } as const]),
    { kind: 'hex', label: 'Hex', hex },
    ...(text === undefined || text === '' ? [] : [{ kind: 'text', label: 'Text', text } as const]),
  ];
}
