// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation.signed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.freehold.moderation.signed.DocumentFault.Reason;

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
     * Verifies in the one right order: size, signatures over the bytes as received, strict parse, and that the bytes are the canonical
     * form of what they say. So a mistake in the canonical form cannot make a signature, and a document has one hash. Whether its members
     * are right is for the caller.
     *
     * @param jws compact, or the JSON form with several signatures; every one of them must be right
     * @param trusted whose signatures count
     * @param maxBytes largest size that is looked at at all
     * @throws DocumentFault saying what is wrong first
     */
    public static SignedDocument verify(byte[] bytes, String jws, KeySet trusted, int maxBytes) throws DocumentFault {
        SignedDocument document = verify(bytes, jws, maxBytes);
        trusted.requireEnough(document.signers);
        return document;
    }

    /** The same without asking who signed: for a key set, of which that is asked twice. */
    static SignedDocument verify(byte[] bytes, String jws, int maxBytes) throws DocumentFault {
        if (bytes.length > maxBytes) {
            throw new DocumentFault(
                    Reason.TOO_LARGE, "size: %d bytes (expected: at most %d)".formatted(bytes.length, maxBytes));
        }
        Set<String> signers = new TreeSet<>();
        for (DetachedJws signature : DetachedJws.readAll(jws)) {
            signature.verify(bytes);
            signers.add(signature.keyId());
        }
        ObjectNode members = StrictJson.parse(bytes, maxBytes);
        if (!Arrays.equals(bytes, Jcs.bytes(members))) {
            throw new DocumentFault(
                    Reason.NOT_CANONICAL, "the bytes are not the canonical form (RFC 8785) of what they say");
        }
        return new SignedDocument(bytes, members, signers);
    }

    /** Hash of the bytes, by which the next document names this one; see {@link Digest}. */
    public String digest() {
        return Digest.of(bytes);
    }
}
