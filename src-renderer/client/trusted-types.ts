interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string; createScriptURL(address: string): string },
  ): unknown;
}

/**
 * The page's policy lets no text become markup, except the styles that the component library writes into `<style>`
 * elements: text without any tag; and no address become a script (a worker's), except one of the page's own host. Call before
 * anything is drawn.
 */
export function installTrustedTypes(): void {
  const factory = (window as { trustedTypes?: PolicyFactory }).trustedTypes;
  factory?.createPolicy('default', {
    createHTML: onlyPlainText,
    createScriptURL: (address) => onlyOwnScripts(address, window.location.href),
  });
}

export function onlyPlainText(text: string): string {
  if (text.includes('<')) throw new TypeError('Starling lets no text become markup');
  return text;
}

/** `page`: the address of the page itself. Compares scheme and host, since schemes of one's own have no origin. */
export function onlyOwnScripts(address: string, page: string): string {
  const [script, own] = [URL.parse(address, page), URL.parse(page)];
  if (script === null || script.protocol !== own?.protocol || script.host !== own.host) {
    throw new TypeError('Starling runs no scripts from elsewhere');
  }
  return address;
}
