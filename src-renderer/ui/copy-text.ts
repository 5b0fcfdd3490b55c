import { say } from './toast.ts';

/** Puts text on the clipboard and says so. */
export function copyToClipboard(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => say({ text: `Copied ${what}` }),
    () => say({ text: `The system did not let Starling copy ${what}`, tone: 'bad' }),
  );
}
