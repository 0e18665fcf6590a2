// SPDX-License-Identifier: Apache-2.0

/** A list that somebody may be on. */
export interface ListHere {
  /** Such as `main`, by which the domain is asked. */
  name: string;
  title: string;
}

const PATH = /^\/lists\/([a-z0-9-]{1,40})$/;
const MAX_LISTS = 100;

/** Those that a domain names to everybody (docs/protocol.md section 11.1); what is none is left out. */
export function listsNamed(lists: unknown): ListHere[] {
  return (Array.isArray(lists) ? lists.slice(0, MAX_LISTS) : []).flatMap((each: unknown) => {
    const { url, title } = (typeof each === 'object' && each !== null ? each : {}) as Record<string, unknown>;
    const name = typeof url === 'string' && URL.canParse(url) ? PATH.exec(new URL(url).pathname)?.[1] : undefined;
    return name === undefined ? [] : [{ name, title: typeof title === 'string' && title !== '' ? title : name }];
  });
}

/** The list in the address of the page, such as `/appeals?list=main`; empty when it names none. */
export function listAsked(search: string): string {
  return new URLSearchParams(search).get('list')?.trim() ?? '';
}
