// SPDX-License-Identifier: Apache-2.0

/** Why something could not be loaded, in words for people. */
export class LoadFailure extends Error {
  /**
   * @param label two or three words, for the label at the thing
   * @param message a whole sentence, for the list of what is missing
   */
  constructor(
    readonly label: string,
    message: string,
  ) {
    super(message);
    this.name = 'LoadFailure';
  }
}

export function failureOf(error: unknown): LoadFailure {
  return error instanceof LoadFailure
    ? error
    : new LoadFailure('cannot be read', `The file was loaded and could not be read: ${error instanceof Error ? error.message : String(error)}`);
}

/** What is wrong with an address before anything is asked of the network; undefined when it may be tried. */
export function unusable(url: string): LoadFailure | undefined {
  const trimmed = url.trim();
  if (trimmed === '') {
    return new LoadFailure('no address', 'No address is given for its content.');
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(trimmed)?.[1]?.toLowerCase();
  switch (scheme) {
    case 'http':
    case 'https':
    case 'data':
    case 'blob':
    case undefined:
      return undefined;
    case 'atp':
      return new LoadFailure('atp: only', 'It lies on the asset server (atp:) of the domain it comes from, which browsers cannot reach.');
    case 'qrc':
      return new LoadFailure('built into Overte', 'It is built into the Overte program (qrc:) and not on the web.');
    case 'file':
      return new LoadFailure('a local file', "It is a file on its author's own computer (file:).");
    default:
      return new LoadFailure(`${scheme}: address`, `Browsers cannot load ${scheme}: addresses; expected http or https.`);
  }
}
