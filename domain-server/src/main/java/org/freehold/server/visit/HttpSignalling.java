// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** {@link Signalling} with the host itself, over HTTP (section 13.4). */
final class HttpSignalling implements Signalling {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final URI introduction;

    /** @param session the WebSocket of the same domain */
    HttpSignalling(HttpClient http, URI session) {
        this.http = http;
        String scheme = session.getScheme().equals("wss") ? "https" : "http";
        this.introduction = URI.create(scheme + "://" + session.getRawAuthority() + "/introduction");
    }

    @Override
    public JsonNode ask(ObjectNode object) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(introduction)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(object.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            if (!answer.isObject()) {
                throw new IOException(introduction + ": answered with HTTP status " + response.statusCode()
                        + " (expected: an introduction to a Freehold domain)");
            }
            return answer;
        } catch (ConnectException e) {
            throw new IOException(introduction + ": nobody listens there (expected: a running Freehold domain)", e);
        } catch (JsonProcessingException e) {
            throw new IOException(introduction + ": the answer is no introduction", e);
        }
    }
}
