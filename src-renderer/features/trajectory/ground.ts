/** Colours of a picture that say nothing of the data. */
export const ground = {
  light: { ink: '#1b1f24', ground: '#ffffff', missing: '#737d88' },
  dark: { ink: '#e6e9ed', ground: '#15181c', missing: '#8b95a1' },
} as const;
