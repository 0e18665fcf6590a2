// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.freehold.moderation.banlist.BanList;
import org.freehold.moderation.banlist.BanListReader;
import org.freehold.moderation.banlist.Fault;
import org.freehold.moderation.signed.CanonicalDocument;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.signed.DocumentFault;
import org.freehold.moderation.signed.KeyChain;
import org.freehold.moderation.signed.KeySet;
import org.freehold.moderation.signed.SignedDocument;
import org.freehold.moderation.signed.StrictJson;
import org.freehold.moderation.subscription.Received;
import org.freehold.server.signature.RequestSigner;
import org.jspecify.annotations.Nullable;

/** Gets the documents of a list from wherever they are, and believes none without the signature of the keys at hand, or of those that
 * they led to. Blocks. */
final class ListSource {
    static final String LIST_TYPE = "application/vnd.freehold.banlist+json";
    static final String CHANGES_TYPE = "application/vnd.freehold.banlist-changes+json";
    static final String KEYS_TYPE = "application/vnd.freehold.keys+json";
    static final String JWS_TYPE = "application/jose";
    /** Bytes of a chain of documents, encoded; see {@link ListsRoute}. */
    static final int MAX_CHANGES_BYTES = 32 << 20;

    private static final int MAX_JWS_BYTES = 16_384;
    // Files on any web server have these types.
    private static final Set<String> LIST_TYPES = Set.of(LIST_TYPE, "application/json");
    private static final Set<String> CHANGES_TYPES = Set.of(CHANGES_TYPE, "application/json");
    private static final Set<String> KEYS_TYPES = Set.of(KEYS_TYPE, "application/json");
    private static final Set<String> JWS_TYPES =
            Set.of(JWS_TYPE, "application/jose+json", "application/octet-stream", "text/plain");

    private final Fetcher fetcher;
    private final Supplier<RequestSigner> signer;
    private final ListWork work;

    /** {@code signer}: as this domain, which asks for private lists so; called anew for each. */
    ListSource(Fetcher fetcher, Supplier<RequestSigner> signer, ListWork work) {
        this.fetcher = fetcher;
        this.work = work;
        this.signer = signer;
    }

    /** What came of it. */
    sealed interface Result {}

    /** A document with a good signature; {@code keys}: that it is by, other ones when the publisher has changed them. */
    record Fresh(BanList list, byte[] bytes, String digest, @Nullable String etag, KeySet keys) implements Result {}

    /** Nothing new. */
    record Same() implements Result {}

    /** Nothing that can be believed. */
    record Failed(Fault fault, long retryAfterSeconds) implements Result {}

    /** The newest document at this address. */
    Result newest(String url, KeySet keys, @Nullable String etag) {
        return switch (fetcher.fetch(new Fetch(
                URI.create(url), LIST_TYPES, etag, BanList.MAX_BYTES, BanList.MAX_PACKED_BYTES, proof(keys)))) {
            case Fetch.NotModified _ -> new Same();
            case Fetch.Failed failed -> new Failed(failed.fault(), failed.retryAfterSeconds());
            case Fetch.Got got -> signed(url, keys, got);
        };
    }

    private Result signed(String url, KeySet keys, Fetch.Got got) {
        return switch (fetch(url + ".jws", JWS_TYPES, MAX_JWS_BYTES, keys)) {
            case Fetch.NotModified _ -> new Failed(new Fault("http-304", "signature: not asked for"), 0);
            case Fetch.Failed failed -> new Failed(failed.fault(), failed.retryAfterSeconds());
            case Fetch.Got jws -> {
                String signature = new String(jws.bytes(), StandardCharsets.UTF_8).strip();
                try {
                    yield verified(got.bytes(), signature, keys, got.etag());
                } catch (FetchFailure e) {
                    yield e.fault().code().equals(DocumentFault.Reason.UNTRUSTED.text())
                            ? afterChange(url, keys, got, signature, e.fault())
                            : new Failed(e.fault(), 0);
                }
            }
        };
    }

    /** By keys that are not trusted: perhaps those that are have led to them. */
    private Result afterChange(String url, KeySet keys, Fetch.Got got, String signature, Fault fault) {
        if (!(fetch(url + ".keys", KEYS_TYPES, KeyChain.MAX_BYTES, keys) instanceof Fetch.Got chain)) {
            return new Failed(fault, 0);
        }
        try {
            KeySet next = KeyChain.read(chain.bytes()).follow(keys);
            return next.equals(keys) ? new Failed(fault, 0) : verified(got.bytes(), signature, next, got.etag());
        } catch (DocumentFault e) {
            return new Failed(new Fault(e.reason().text(), "key sets: " + e.getMessage()), 0);
        } catch (FetchFailure e) {
            return new Failed(e.fault(), 0);
        }
    }

    /**
     * The documents between two, as far as the publisher still has them; empty when there are none to be believed.
     *
     * @param after the newest number seen
     * @param before the number of the document that came
     */
    List<Received.Link> between(String url, KeySet keys, long after, long before) {
        String changes = url + "/changes?since=" + after;
        if (!(fetch(changes, CHANGES_TYPES, MAX_CHANGES_BYTES, keys) instanceof Fetch.Got got)) {
            return List.of();
        }
        List<Received.Link> links = new ArrayList<>();
        try {
            for (JsonNode each : StrictJson.parse(got.bytes(), MAX_CHANGES_BYTES).path("documents")) {
                byte[] bytes = Base64.getUrlDecoder().decode(each.path("document").asText());
                BanList list = verified(bytes, each.path("jws").asText(), keys, null).list();
                if (list.seq() > after && list.seq() < before) {
                    links.add(new Received.Link(list.seq(), Digest.of(bytes), list.previous()));
                }
            }
            return links;
        } catch (DocumentFault | FetchFailure | IllegalArgumentException e) {
            // Whatever it was, it is no proof; the document that came then waits because of the gap.
            return List.of();
        }
    }

    private Fetch.Result fetch(String url, Set<String> types, int maxBytes, KeySet keys) {
        return fetcher.fetch(new Fetch(URI.create(url), types, null, maxBytes, maxBytes, proof(keys)));
    }

    /** For whoever holds the keys at hand; a publisher that has others by now knows those before. */
    private Fetch.Proof proof(KeySet keys) {
        return new Fetch.Proof(signer.get(), keys.keys().iterator().next());
    }

    private Fresh verified(byte[] bytes, String jws, KeySet keys, @Nullable String etag) throws FetchFailure {
        return work.alone(() -> read(bytes, jws, keys, etag));
    }

    private static Fresh read(byte[] bytes, String jws, KeySet keys, @Nullable String etag) throws FetchFailure {
        try {
            CanonicalDocument document =
                    SignedDocument.verify(bytes, jws, keys, BanList.MAX_BYTES, BanListReader.LONG_ARRAYS);
            return switch (BanListReader.read(document)) {
                case BanListReader.Refused refused -> throw new FetchFailure(refused.fault(), 0);
                case BanListReader.Read read -> new Fresh(read.list(), bytes, Digest.of(bytes), etag, keys);
            };
        } catch (DocumentFault e) {
            throw new FetchFailure(new Fault(e.reason().text(), String.valueOf(e.getMessage())), 0);
        }
    }
}
