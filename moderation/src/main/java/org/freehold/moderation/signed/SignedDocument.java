// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A document whose signatures are right and count.
 *
 * @param bytes as they were received and signed; not to be changed
 * @param members what they say
 * @param signers thumbprints of all whose signature is on it, also of those that do not count
 */
public record SignedDocument(byte[] bytes, ObjectNode members, Set<String> signers) {

    /** Copies the signers. */
    public SignedDocument {
        signers = Set.copyOf(signers);
    }

    /**
     * What is published: the bytes at an address, and the signature at the same address with {@code .jws} behind it.
     *
     * @param jws ASCII
     */
    public record Publication(byte[] bytes, String jws) {}

    /** Makes a document of these members, signed by each of the signers; at least one. */
    public static Publication sign(ObjectNode members, List<? extends Signer> signers) {
        if (signers.isEmpty()) {
            throw new IllegalArgumentException("a document needs a signer");
        }
        byte[] bytes = Jcs.bytes(members);
        return new Publication(
                bytes,
                DetachedJws.text(signers.stream().map(signer -> DetachedJws.sign(bytes, signer)).toList()));
    }

    /**
     * Verifies in the one right order: size, signatures over the bytes as received, that enough of the signers count, strict parse, and that
     * the bytes are the canonical form of what they say. So a mistake in the canonical form cannot make a signature, what a stranger
     * signed is never parsed, and a document has one hash. Whether its members are right is for the caller.
     *
     * @param jws compact, or the JSON form with several signatures; every one of them must be right
     * @param trusted whose signatures count
     * @param maxBytes largest size that is looked at at all
     * @throws DocumentFault saying what is wrong first
     */
    public static SignedDocument verify(byte[] bytes, String jws, KeySet trusted, int maxBytes) throws DocumentFault {
        Set<String> signers = signers(bytes, jws, maxBytes);
        trusted.requireEnough(signers);
        return new SignedDocument(bytes, members(bytes, maxBytes), signers);
    }

    /**
     * The same for a document with long arrays.
     *
     * @param longArrays as for {@link CanonicalDocument#read}
     */
    public static CanonicalDocument verify(
            byte[] bytes, String jws, KeySet trusted, int maxBytes, Set<String> longArrays) throws DocumentFault {
        trusted.requireEnough(signers(bytes, jws, maxBytes));
        return CanonicalDocument.read(bytes, maxBytes, longArrays);
    }

    /** The same without asking who signed: for a key set, of which that is asked twice. */
    static SignedDocument verify(byte[] bytes, String jws, int maxBytes) throws DocumentFault {
        Set<String> signers = signers(bytes, jws, maxBytes);
        return new SignedDocument(bytes, members(bytes, maxBytes), signers);
    }

    private static Set<String> signers(byte[] bytes, String jws, int maxBytes) throws DocumentFault {
        StrictJson.checkSize(bytes, maxBytes);
        Set<String> signers = new TreeSet<>();
        for (DetachedJws signature : DetachedJws.readAll(jws)) {
            signature.verify(bytes);
            signers.add(signature.keyId());
        }
        return signers;
    }

    private static ObjectNode members(byte[] bytes, int maxBytes) throws DocumentFault {
        return CanonicalDocument.read(bytes, maxBytes, Set.of()).members();
    }

    /** Hash of the bytes, by which the next document names this one; see {@link Digest}. */
    public String digest() {
        return Digest.of(bytes);
    }
}
