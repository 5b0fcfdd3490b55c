import { Failure } from '#shared/model/failure.ts';
import type { Allowed } from './pickle.ts';

/** A value of Python's. Integers beyond 2⁵³ are bigint; tuples and lists are arrays, dicts are Maps. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly PickleValue[]
  | ReadonlyMap<PickleValue, PickleValue>
  | ReadonlySet<PickleValue>
  | PickleName
  | PickleObject;

/** Something the pickle names but that was not called: a class, a dtype. */
export class PickleName {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** An object of an allowed class; `setState` receives what BUILD brings. */
export interface PickleObject {
  readonly kind: string;
  setState?(state: PickleValue): void;
}

/** Python's stack while a pickle is read. Every misuse is FILE_CORRUPT. */
export class PickleStack {
  readonly #allowed: Allowed;
  readonly #memo = new Map<number, PickleValue>();
  readonly #below: PickleValue[][] = [];
  #items: PickleValue[] = [];

  constructor(allowed: Allowed) {
    this.#allowed = allowed;
  }

  push(value: PickleValue): void {
    this.#items.push(value);
  }

  pop(): PickleValue {
    const value = this.#items.pop();
    if (value === undefined) throw damaged();
    return value;
  }

  top(): PickleValue {
    const value = this.#items.at(-1);
    if (value === undefined) throw damaged();
    return value;
  }

  mark(): void {
    this.#below.push(this.#items);
    this.#items = [];
  }

  /** Everything above the last mark. */
  sinceMark(): PickleValue[] {
    const below = this.#below.pop();
    if (below === undefined) throw damaged();
    const above = this.#items;
    this.#items = below;
    return above;
  }

  /** POP takes a mark, too, where nothing lies above it. */
  drop(): void {
    if (this.#items.length > 0) this.#items.pop();
    else this.sinceMark();
  }

  put(index: number): void {
    this.#memo.set(index, this.top());
  }

  memoize(): void {
    this.put(this.#memo.size);
  }

  get(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw damaged();
    this.push(value);
  }

  append(values: readonly PickleValue[]): void {
    const list = this.top();
    if (!Array.isArray(list)) throw damaged();
    for (const value of values) list.push(value);
  }

  setItems(pairs: readonly PickleValue[]): void {
    const dict = this.top();
    if (!(dict instanceof Map) || pairs.length % 2 !== 0) throw damaged();
    for (let at = 0; at < pairs.length; at += 2) dict.set(pairs[at]!, pairs[at + 1]!);
  }

  addItems(values: readonly PickleValue[]): void {
    const set = this.top();
    if (!(set instanceof Set)) throw damaged();
    for (const value of values) set.add(value);
  }

  /** A name is only kept; whether it may be called is asked when it is. Names that nothing allows are refused at once. */
  pushName(module: string, name: string): void {
    const full = `${module}.${name}`;
    if (!Object.hasOwn(this.#allowed.calls, full)) throw refused(full);
    this.push(new PickleName(full));
  }

  call(callee: PickleValue, args: PickleValue): void {
    if (!(callee instanceof PickleName) || !Array.isArray(args)) throw damaged();
    const call = Object.hasOwn(this.#allowed.calls, callee.name) ? this.#allowed.calls[callee.name] : undefined;
    if (call === undefined) throw refused(callee.name);
    this.push(call(args));
  }

  build(state: PickleValue): void {
    const value = this.top();
    if (isObject(value) && value.setState !== undefined) value.setState(state);
    else if (value instanceof Map && state instanceof Map)
      return; // attributes of a dict's subclass say nothing we need
    else throw damaged();
  }

  pushPersistent(id: PickleValue): void {
    if (this.#allowed.persistent === undefined) throw refused('a value outside of the file');
    this.push(this.#allowed.persistent(id));
  }

  finish(): PickleValue {
    const value = this.pop();
    if (this.#items.length > 0 || this.#below.length > 0) throw damaged();
    return value;
  }
}

export function isObject(value: PickleValue): value is PickleObject {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

export function damaged(): Failure {
  return new Failure('FILE_CORRUPT', 'The pickle in this file is damaged: copy the file again');
}

export function refused(name: string): Failure {
  return new Failure(
    'NOT_ALLOWED',
    `This file wants to run “${name}”. Only arrays and plain values are read from pickles, so it is refused and nothing of it was run.`,
  );
}
