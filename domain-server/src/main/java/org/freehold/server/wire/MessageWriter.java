// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * On the hot path for {@link ServerMessage.Entities}, which is written on the world thread. Writes what the server says as
 * JSON (docs/protocol.md), without a tree in between. Any thread.
 */
public final class MessageWriter {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private MessageWriter() {}

    /** Appends the message as UTF-8 to {@code out}, which grows as needed. */
    public static void write(ServerMessage message, ByteBuf out) {
        if (message instanceof ServerMessage.Entities entities) {
            EntitiesWriter.write(entities, out);
            return;
        }
        try (OutputStream bytes = new ByteBufOutputStream(out);
                JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", typeOf(message));
            writeMembers(message, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("could not write " + typeOf(message), e);
        }
    }

    private static String typeOf(ServerMessage message) {
        return switch (message) {
            case ServerMessage.Hello _ -> "hello";
            case ServerMessage.Welcome _ -> "welcome";
            case ServerMessage.You _ -> "you";
            case ServerMessage.Entities _ -> "entities";
            case ServerMessage.Loaded _ -> "loaded";
            case ServerMessage.Accepted _ -> "accepted";
            case ServerMessage.Refused _ -> "refused";
            case ServerMessage.People _ -> "people";
            case ServerMessage.Chat _ -> "chat";
            case ServerMessage.Notice _ -> "notice";
            case ServerMessage.Jump _ -> "jump";
            case ServerMessage.Pong _ -> "pong";
            case ServerMessage.Close _ -> "close";
        };
    }

    private static void writeMembers(ServerMessage message, JsonGenerator json) throws IOException {
        switch (message) {
            case ServerMessage.Hello hello -> writeHello(hello, json);
            case ServerMessage.Welcome welcome -> writeWelcome(welcome, json);
            case ServerMessage.You you -> writeYou(you, json);
            case ServerMessage.Entities _ -> throw new IllegalStateException("EntitiesWriter writes these");
            case ServerMessage.Loaded loaded -> json.writeNumberField("entities", loaded.entities());
            case ServerMessage.Accepted accepted -> {
                json.writeNumberField("ref", accepted.ref());
                if (accepted.id() != null) {
                    json.writeStringField("id", IdCodec.text(accepted.id()));
                }
            }
            case ServerMessage.Refused refused -> {
                if (refused.ref() == null) {
                    json.writeNullField("ref");
                } else {
                    json.writeNumberField("ref", refused.ref());
                }
                writeReason(refused.code(), refused.message(), refused.whatToDo(), json);
            }
            case ServerMessage.People people -> writePeople(people, json);
            case ServerMessage.Chat chat -> writeChat(chat, json);
            case ServerMessage.Notice notice -> {
                json.writeStringField("code", notice.code());
                json.writeStringField("level", notice.warning() ? "warning" : "info");
                json.writeStringField("message", notice.message());
                if (!notice.whatToDo().isEmpty()) {
                    json.writeStringField("do", notice.whatToDo());
                }
                if (notice.untilMillis() != null) {
                    json.writeNumberField("until", notice.untilMillis());
                }
            }
            case ServerMessage.Jump jump -> writeComponents("position", jump.position(), 3, json);
            case ServerMessage.Pong pong -> {
                json.writeNumberField("ref", pong.ref());
                json.writeNumberField("time", pong.timeMillis());
            }
            case ServerMessage.Close close -> {
                writeReason(close.code(), close.message(), close.whatToDo(), json);
                if (close.retryAfterSeconds() == null) {
                    json.writeNullField("retryAfterSeconds");
                } else {
                    json.writeNumberField("retryAfterSeconds", close.retryAfterSeconds());
                }
                if (close.why() != null) {
                    writeKeptOut(close.why(), json);
                }
            }
        }
    }

    private static void writeReason(ErrorCode code, String message, String whatToDo, JsonGenerator json)
            throws IOException {
        json.writeStringField("code", code.code());
        json.writeStringField("message", message);
        json.writeStringField("do", whatToDo);
    }

    private static void writeKeptOut(ServerMessage.KeptOut why, JsonGenerator json) throws IOException {
        if (why.untilMillis() != null) {
            json.writeNumberField("until", why.untilMillis());
        }
        if (why.appeal() != null) {
            json.writeStringField("appeal", why.appeal());
        }
        json.writeStringField("side", why.side());
    }

    private static void writeHello(ServerMessage.Hello hello, JsonGenerator json) throws IOException {
        json.writeFieldName("protocols");
        json.writeArray(new int[] {MessageReader.PROTOCOL}, 0, 1);
        json.writeStringField("nonce", hello.nonce());
        json.writeObjectFieldStart("domain");
        json.writeStringField("name", hello.domainName());
        json.writeStringField("key", hello.domainKey());
        json.writeEndObject();
        json.writeStringField("software", hello.software());
    }

    private static void writeWelcome(ServerMessage.Welcome welcome, JsonGenerator json) throws IOException {
        json.writeStringField("session", welcome.session());
        json.writeBooleanField("resumed", welcome.resumed());
        json.writeObjectFieldStart("you");
        writeYou(welcome.you(), json);
        json.writeEndObject();
        json.writeObjectFieldStart("domain");
        json.writeStringField("name", welcome.domainName());
        json.writeStringField("key", welcome.domainKey());
        json.writeStringField("signature", welcome.domainSignature());
        json.writeEndObject();
        json.writeStringField("rules", welcome.rules());
        writeWorld(welcome.world(), json);
        writeLimits(welcome.limits(), json);
        json.writeNumberField("tickHz", welcome.tickHz());
        json.writeNumberField("time", welcome.timeMillis());
    }

    private static void writeYou(ServerMessage.You you, JsonGenerator json) throws IOException {
        json.writeNumberField("handle", you.handle());
        json.writeStringField("name", you.name());
        json.writeStringField("standing", you.standing());
        json.writeArrayFieldStart("permissions");
        for (String permission : you.permissions()) {
            json.writeString(permission);
        }
        json.writeEndArray();
        if (you.muted()) {
            json.writeBooleanField("muted", true);
        }
        if (you.quarantined()) {
            json.writeBooleanField("quarantined", true);
        }
        if (you.limits() != null) {
            writeLimits(you.limits(), json);
        }
    }

    private static void writeWorld(ServerMessage.WorldInfo world, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("world");
        json.writeNumberField("entities", world.entities());
        json.writeObjectFieldStart("entry");
        writeComponents("position", world.entryPosition(), 3, json);
        writeComponents("rotation", world.entryRotation(), 4, json);
        json.writeEndObject();
        json.writeObjectFieldStart("places");
        for (Map.Entry<String, String> place : world.places().entrySet()) {
            json.writeStringField(place.getKey(), place.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeComponents(String name, double[] values, int count, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (int i = 0; i < count; i++) {
            json.writeNumberField("xyzw".substring(i, i + 1), values[i]);
        }
        json.writeEndObject();
    }

    private static void writeLimits(ServerMessage.Limits limits, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("limits");
        json.writeNumberField("messageBytes", limits.messageBytes());
        json.writeNumberField("editsPerSecond", limits.editsPerSecond());
        json.writeNumberField("editsInFlight", limits.editsInFlight());
        json.writeNumberField("chatPerMinute", limits.chatPerMinute());
        json.writeNumberField("chatCharacters", limits.chatCharacters());
        json.writeNumberField("nameCharacters", limits.nameCharacters());
        json.writeNumberField("posesPerSecond", limits.posesPerSecond());
        json.writeEndObject();
    }

    private static void writePeople(ServerMessage.People people, JsonGenerator json) throws IOException {
        writePersons("come", people.come(), json);
        writePersons("change", people.change(), json);
        if (!people.gone().isEmpty()) {
            json.writeArrayFieldStart("gone");
            for (ServerMessage.Gone gone : people.gone()) {
                json.writeStartObject();
                json.writeNumberField("handle", gone.handle());
                json.writeStringField("why", gone.why());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void writePersons(String name, List<ServerMessage.Person> persons, JsonGenerator json)
            throws IOException {
        if (persons.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (ServerMessage.Person person : persons) {
            json.writeStartObject();
            json.writeNumberField("handle", person.handle());
            json.writeStringField("name", person.name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeChat(ServerMessage.Chat chat, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("messages");
        for (ServerMessage.Line line : chat.messages()) {
            json.writeStartObject();
            json.writeNumberField("id", line.id());
            json.writeNumberField("time", line.timeMillis());
            json.writeNumberField("handle", line.handle());
            json.writeStringField("name", line.name());
            json.writeStringField("text", line.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
