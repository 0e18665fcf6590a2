// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.freehold.moderation.signed.Digest;
import org.freehold.moderation.signed.Jcs;
import org.freehold.moderation.signed.KeyChain;
import org.freehold.server.http.PathHandler;
import org.freehold.server.http.Responses;
import org.freehold.server.http.Routes;
import org.freehold.server.storage.StorageException;
import org.freehold.server.transport.HttpHead;
import org.freehold.server.transport.Treatment;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /lists/NAME}, {@code /lists/NAME.jws}, {@code /lists/NAME.keys} and {@code /lists/NAME/changes?since=SEQ}: the lists of this
 * domain, for everybody and without a name, or for the readers of a private one; {@code /lists/NAME/criteria} says who is on it, and {@code GET /appeals} how to object, which to browsers is a
 * page of the client's. Event loop; the chain of older documents is read on a virtual thread.
 */
public final class ListsRoute implements PathHandler {
    private static final String PREFIX = "/lists/";
    private static final String CACHING = "public, max-age=3600, stale-if-error=86400";
    static final String CRITERIA = "/criteria";
    private static final String GZIP = "gzip";
    private static final String HOW_TO_APPEAL =
            "Who is on a ban list of this domain can object: on this page in a browser; by 'freehold appeal make'; or by any"
                    + " program that sends {\"list\": NAME, \"text\": at most 2000 characters} to"
                    + " POST /api/appeal/make, signed with the key that is listed, or, when it is an account, with"
                    + " any key and \"vouch\", the word of its home for that key here; POST /api/appeal/mine tells what became of it."
                    + " An objection that is accepted takes the entry off the list at once.";
    private static final String JWS = ".jws";
    private static final String KEYS = ".keys";
    private static final String CHANGES = "/changes";
    // A third is added by base64.
    private static final int MAX_CHAIN_BYTES = ListSource.MAX_CHANGES_BYTES / 4 * 3 - (1 << 20);

    private final PublishedLists lists;
    private final Supplier<KeyChain> keySets;
    private final Responses responses;
    private final ReadersOnly readersOnly;
    private final ExecutorService blocking;
    private final CriteriaPage criteria;
    private final boolean hasAppealsPage;

    /**
     * Answers from these lists.
     *
     * @param rules the house rules of this domain, as they are now; empty for none
     * @param hasAppealsPage whether whoever comes after this has a page at {@link Routes#APPEALS}
     */
    public ListsRoute(
            PublishedLists lists,
            Supplier<KeyChain> keySets,
            Supplier<String> rules,
            Responses responses,
            ReadersOnly readersOnly,
            ExecutorService blocking,
            boolean hasAppealsPage) {
        this.lists = lists;
        this.keySets = keySets;
        this.criteria = new CriteriaPage(rules);
        this.responses = responses;
        this.readersOnly = readersOnly;
        this.blocking = blocking;
        this.hasAppealsPage = hasAppealsPage;
    }

    @Override
    public @Nullable Treatment treat(HttpHead head, String path) {
        if (path.equals(Routes.APPEALS)) {
            return hasAppealsPage && takesPages(head) ? null : howToAppeal();
        }
        if (!path.startsWith(PREFIX)) {
            return null;
        }
        HttpMethod method = head.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            return new Treatment.Answer(
                    responses.sentence(HttpResponseStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD are answered here."));
        }
        String rest = path.substring(PREFIX.length());
        if (rest.endsWith(CRITERIA)) {
            return criteria(rest.substring(0, rest.length() - CRITERIA.length()));
        }
        PublishedLists.Served served = lists.all().get(name(rest));
        if (served == null || served.newest() == null) {
            return new Treatment.Answer(
                    responses.sentence(HttpResponseStatus.NOT_FOUND, "There is no list of this name here."));
        }
        return served.own().readers()
                .map(readers -> readersOnly.treat(head, path, readers, () -> file(head, rest, served)))
                .orElseGet(() -> file(head, rest, served));
    }

    private static String name(String rest) {
        for (String suffix : List.of(CHANGES, JWS, KEYS)) {
            if (rest.endsWith(suffix)) {
                return rest.substring(0, rest.length() - suffix.length());
            }
        }
        return rest;
    }

    private Treatment file(HttpHead head, String rest, PublishedLists.Served served) {
        OwnList.Issue newest = served.newest();
        byte[] bytes = served.bytes();
        byte[] packed = served.packed();
        if (newest == null || bytes == null || packed == null) {
            throw new IllegalStateException(served.own().name() + " was never published");
        }
        if (rest.endsWith(CHANGES)) {
            return changes(served.own(), head.request().uri());
        }
        if (rest.endsWith(KEYS)) {
            return new Treatment.Answer(open(responses.keySets(keySets.get())));
        }
        return new Treatment.Answer(rest.endsWith(JWS)
                ? answer(head, ListSource.JWS_TYPE, newest.jws().getBytes(StandardCharsets.US_ASCII), newest)
                : takesGzip(head) ? packed(answer(head, ListSource.LIST_TYPE, packed, newest))
                        : answer(head, ListSource.LIST_TYPE, bytes, newest));
    }

    private @Nullable Treatment criteria(String name) {
        PublishedLists.Served served = lists.all().get(name);
        return new Treatment.Answer(served == null
                ? responses.sentence(HttpResponseStatus.NOT_FOUND, "There is no list of this name here.")
                : open(responses.sentence(HttpResponseStatus.OK, criteria.of(served.own()))));
    }

    private Treatment howToAppeal() {
        FullHttpResponse response = open(responses.sentence(HttpResponseStatus.OK, HOW_TO_APPEAL));
        response.headers().set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT);
        return new Treatment.Answer(response);
    }

    private static boolean takesPages(HttpHead head) {
        return head.request().headers().getAll(HttpHeaderNames.ACCEPT).stream()
                .anyMatch(accepted -> accepted.toLowerCase(Locale.ROOT).contains("text/html"));
    }

    private static boolean takesGzip(HttpHead head) {
        for (String each : head.request().headers().getAll(HttpHeaderNames.ACCEPT_ENCODING)) {
            for (String coding : each.split(",", -1)) {
                if (coding.strip().equalsIgnoreCase(GZIP)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static FullHttpResponse packed(FullHttpResponse response) {
        if (response.headers().contains(HttpHeaderNames.CONTENT_TYPE)) {
            response.headers().set(HttpHeaderNames.CONTENT_ENCODING, GZIP);
        }
        return response;
    }

    /** The bytes are those on the line: ETag and Repr-Digest (RFC 9530) are theirs, packed or not. */
    private FullHttpResponse answer(HttpHead head, String type, byte[] bytes, OwnList.Issue issue) {
        String digest = Digest.of(bytes);
        String etag = '"' + digest.substring(digest.indexOf(':') + 1) + '"';
        String known = head.request().headers().get(HttpHeaderNames.IF_NONE_MATCH);
        boolean isKnown = known != null && known.contains(etag);
        FullHttpResponse response = open(responses.of(
                isKnown ? HttpResponseStatus.NOT_MODIFIED : HttpResponseStatus.OK, type, CACHING,
                isKnown ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes)));
        response.headers().set(HttpHeaderNames.ETAG, etag).set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        if (isKnown) {
            response.headers().remove(HttpHeaderNames.CONTENT_LENGTH).remove(HttpHeaderNames.CONTENT_TYPE);
        } else {
            response.headers()
                    .set("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(Digest.bytes(digest)) + ":");
        }
        if (type.equals(ListSource.LIST_TYPE)) {
            response.headers().set("Freehold-Signature", issue.jws());
        }
        return response;
    }

    private Treatment changes(OwnList own, String uri) {
        long since;
        try {
            int at = uri.indexOf("?since=");
            since = at < 0 ? -1 : Long.parseLong(uri.substring(at + "?since=".length()));
        } catch (NumberFormatException e) {
            since = -1;
        }
        if (since < 0) {
            return new Treatment.Answer(responses.sentence(
                    HttpResponseStatus.BAD_REQUEST, "since: say the number of a document, such as ?since=17."));
        }
        List<OwnList.Issue> wanted = newer(own, since);
        return new Treatment.Later(0, body -> CompletableFuture.supplyAsync(() -> chain(own.url(), wanted), blocking));
    }

    private static List<OwnList.Issue> newer(OwnList own, long since) {
        return own.published().stream().filter(issue -> issue.seq() > since).toList();
    }

    private FullHttpResponse chain(String url, List<OwnList.Issue> wanted) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("list", url);
        ArrayNode documents = json.putArray("documents");
        long size = 0;
        try {
            for (OwnList.Issue issue : wanted) {
                byte[] bytes = lists.document(issue.digest());
                size += bytes.length;
                if (size > MAX_CHAIN_BYTES) {
                    break;
                }
                documents.addObject()
                        .put("document", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                        .put("jws", issue.jws());
            }
        } catch (StorageException e) {
            return responses.sentence(HttpResponseStatus.SERVICE_UNAVAILABLE, "The disk can't be read now.");
        }
        return open(responses.of(
                HttpResponseStatus.OK, ListSource.CHANGES_TYPE, CACHING, Unpooled.wrappedBuffer(Jcs.bytes(json))));
    }

    private static FullHttpResponse open(FullHttpResponse response) {
        response.headers().set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        return response;
    }
}
