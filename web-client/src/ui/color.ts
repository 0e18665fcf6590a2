// SPDX-License-Identifier: Apache-2.0

/** Overte's `{red, green, blue}` with 0 to 255, as `#rrggbb`. White, its default, for what is no colour. */
export function toHex(value: unknown): string {
  const { red, green, blue } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return `#${[red, green, blue].map(channel).join('')}`;
}

export function fromHex(hex: string): { red: number; green: number; blue: number } {
  const part = (at: number) => parseInt(hex.slice(at, at + 2), 16);
  return { red: part(1), green: part(3), blue: part(5) };
}

function channel(value: unknown): string {
  const byte = typeof value === 'number' && Number.isFinite(value) ? Math.max(0, Math.min(255, Math.round(value))) : 255;
  return byte.toString(16).padStart(2, '0');
}
