import type { EventEmitter } from 'node:events';

/** Emits an event that listeners may prevent; whether they let it be. */
export function allows(emitter: EventEmitter, event: string, details: object = {}): boolean {
  let prevented = false;
  const preventDefault = (): void => {
    prevented = true;
  };
  emitter.emit(event, { ...details, preventDefault });
  return !prevented;
}
