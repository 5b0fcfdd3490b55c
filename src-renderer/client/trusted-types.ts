interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML(text: string): string }): unknown;
}

/**
 * The page's policy lets no text become markup, except the styles that the component library writes into `<style>`
 * elements: text without any tag. Call before anything is drawn.
 */
export function installTrustedTypes(): void {
  const factory = (window as { trustedTypes?: PolicyFactory }).trustedTypes;
  factory?.createPolicy('default', { createHTML: onlyPlainText });
}

export function onlyPlainText(text: string): string {
  if (text.includes('<')) throw new TypeError('Starling lets no text become markup');
  return text;
}
