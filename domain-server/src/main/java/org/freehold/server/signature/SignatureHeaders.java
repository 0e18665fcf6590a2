// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.signature;

/**
 * What a signed request has beside its body: the values of {@code Content-Digest}, {@code Freehold-Domain}, {@code Signature-Input} and
 * {@code Signature}.
 */
public record SignatureHeaders(String contentDigest, String domain, String input, String signature) {}
