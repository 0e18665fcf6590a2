// SPDX-License-Identifier: Apache-2.0

/**
 * Breaks a text into lines no wider than `width`: at line feeds, else between words, else within a word that is too long by itself.
 *
 * @param measure width of a piece of text, in the unit of `width`
 * @param mostLines what comes after is left out; nobody could see it
 */
export function wrapText(text: string, width: number, measure: (piece: string) => number, mostLines = 500): string[] {
  const lines: string[] = [];
  for (const paragraph of text.replace(/\r\n?/g, '\n').split('\n')) {
    if (lines.length >= mostLines) {
      break;
    }
    wrapParagraph(paragraph, width, measure, lines, mostLines);
  }
  return lines;
}

function wrapParagraph(paragraph: string, width: number, measure: (piece: string) => number, lines: string[], mostLines: number): void {
  let line = '';
  for (const word of paragraph.split(/(?<=\s)/u)) {
    if (lines.length >= mostLines) {
      return;
    }
    const longer = line + word;
    if (measure(longer.trimEnd()) <= width) {
      line = longer;
      continue;
    }
    if (line.trim() !== '') {
      lines.push(line.trimEnd());
    }
    line = breakWord(word, width, measure, lines, mostLines);
  }
  lines.push(line.trimEnd());
}

/** Puts full lines of a long word into `lines` and returns the rest. */
function breakWord(word: string, width: number, measure: (piece: string) => number, lines: string[], mostLines: number): string {
  let rest = '';
  for (const character of word) {
    if (rest !== '' && measure((rest + character).trimEnd()) > width && lines.length < mostLines) {
      lines.push(rest);
      rest = '';
    }
    rest += character;
  }
  return rest;
}
