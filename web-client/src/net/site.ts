// SPDX-License-Identifier: Apache-2.0
import { HOST_ORIGIN, type ChannelHttp } from './channel-http';

/** Where the domain's own content and API are, and how addresses of any kind are fetched. */
export interface Site {
  /** What an address without a host is relative to. */
  readonly base: string;
  readonly origin: string;
  readonly fetch: (input: string | URL, init?: RequestInit) => Promise<Response>;
}

/** The page is the domain's own. */
export function ownSite(document: { readonly baseURI: string }): Site {
  return {
    base: document.baseURI,
    origin: new URL(document.baseURI).origin,
    fetch: (input, init) => fetch(input, init),
  };
}

/** The page is a rendezvous': what is the host's goes through channels to it, everything else as ever. */
export function hostSite(http: ChannelHttp): Site {
  return {
    base: `${HOST_ORIGIN}/`,
    origin: HOST_ORIGIN,
    fetch: (input, init) => (new URL(input).origin === HOST_ORIGIN ? http.fetch(input, init) : fetch(input, init)),
  };
}
