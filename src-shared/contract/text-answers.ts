import type { ClientLink } from '@orpc/client';

/**
 * Answers that JSON can say whole travel as one text: value by value, the transport takes ten times as long on each of the
 * two ways from an engine to a window. What passes an answer on passes the text on, unread.
 */
export class TextAnswer {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  read(): unknown {
    return JSON.parse(this.text);
  }
}

/** Texts of answers that may be given again. Answers are never changed. */
const written = new WeakMap<object, TextAnswer>();

/** An answer as it is sent; numbers, texts and what JSON has no words for (bytes, streams, NaN) go as they are. */
export function asText(answer: unknown): unknown {
  const isLarge = typeof answer === 'object' && answer !== null && !(answer instanceof TextAnswer);
  if (!isLarge) return answer;
  const known = written.get(answer);
  if (known !== undefined) return known;
  if (!isPlain(answer)) return answer;
  const text = new TextAnswer(JSON.stringify(answer));
  written.set(answer, text);
  return text;
}

export function readAnswer(answer: unknown): unknown {
  return answer instanceof TextAnswer ? answer.read() : answer;
}

/** For handlers, which send texts: `new RPCHandler(router, sendsText)`. */
export const sendsText = {
  customJsonSerializers: [serializer((text) => new TextAnswer(text))],
  clientInterceptors: [async ({ next }: { next(): Promise<unknown> }) => asText(await next())],
};

/** The same between processes, whose messages are cloned: in one that is text itself, each quote of an answer is escaped and read again. */
export const sendsTextAsItIs = {
  ...sendsText,
  experimental_transfer: ([, , payload]: readonly [string, unknown, unknown]) => (holdsText(payload) ? [] : null),
};

/** For links whose client wants answers read: `new RPCLink({ port, ...readsText })`. */
export const readsText = { customJsonSerializers: [serializer((text) => JSON.parse(text))] };

/** For links whose answers may be passed on: `new RPCLink({ port, ...keepsText })`, within {@link readUnlessPassedOn}. */
export const keepsText = { customJsonSerializers: sendsText.customJsonSerializers };

/** The context of a call whose answer is passed on as it came. */
export interface PassingOn {
  readonly passedOn?: boolean;
}

/** A link whose answers are read, but for calls that say they pass theirs on. */
export function readUnlessPassedOn(link: ClientLink<Record<never, never>>): ClientLink<PassingOn> {
  return {
    async call(path, input, { context, ...options }) {
      const answer = await link.call(path, input, { ...options, context: {} });
      return context.passedOn ? answer : readAnswer(answer);
    },
  };
}

function serializer(deserialize: (text: string) => unknown) {
  return {
    /** The transport's own types are below 20. */
    type: 21,
    condition: (data: unknown) => data instanceof TextAnswer,
    serialize: ({ text }: TextAnswer) => text,
    deserialize,
  };
}

function holdsText(payload: unknown): boolean {
  const { body } = (payload ?? {}) as { readonly body?: { readonly json?: unknown } | undefined };
  return typeof body?.json === 'string';
}

/** Whether JSON says the same of it, but for properties that are `undefined`, which nobody tells from absent ones. */
function isPlain(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      return value === null || (Array.isArray(value) ? value.every(isPlain) : isPlainObject(value));
    default:
      return false;
  }
}

function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  if (Symbol.asyncIterator in value || 'toJSON' in value) return false;
  for (const key in value) {
    const property = (value as Record<string, unknown>)[key];
    if (property !== undefined && !isPlain(property)) return false;
  }
  return true;
}
