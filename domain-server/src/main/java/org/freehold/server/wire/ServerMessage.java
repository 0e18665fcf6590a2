// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.wire;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the server says in JSON (docs/protocol.md). */
public sealed interface ServerMessage {

    /** Section 3; key and nonce as text on the wire. */
    record Hello(String nonce, String domainName, String domainKey, String software) implements ServerMessage {}

    /**
     * Section 3.
     *
     * @param session secret that resumes this session
     * @param domainSignature over the domain statement, as text on the wire
     * @param rules null for none
     * @param timeMillis milliseconds since 1970
     */
    record Welcome(
            String session,
            boolean resumed,
            You you,
            String domainName,
            String domainKey,
            String domainSignature,
            @Nullable String rules,
            WorldInfo world,
            Limits limits,
            int tickHz,
            long timeMillis)
            implements ServerMessage {

        /** Without the secret, which must not get into a log. */
        @Override
        public String toString() {
            return "Welcome[resumed=" + resumed + ", you=" + you + ", domainName=" + domainName + "]";
        }
    }

    /**
     * The receiver as the server sees them.
     *
     * @param standing on the ladder, as text on the wire
     * @param permissions as texts on the wire
     * @param muted a moderator took away the word
     * @param quarantined may only look, walk and chat
     * @param limits from now on; null in {@code welcome}, which has its own
     */
    record You(
            int handle,
            String name,
            String standing,
            List<String> permissions,
            boolean muted,
            boolean quarantined,
            @Nullable Limits limits)
            implements ServerMessage {

        /** Of somebody about whom nothing is done. */
        public You(int handle, String name, String standing, List<String> permissions, @Nullable Limits limits) {
            this(handle, name, standing, permissions, false, false, limits);
        }
    }

    /**
     * The server has put the receiver elsewhere.
     *
     * @param position of the soles, x, y, z metres
     */
    record Jump(double[] position) implements ServerMessage {}

    /**
     * The world at arrival.
     *
     * @param entryPosition x, y, z metres
     * @param entryRotation x, y, z, w
     * @param places name to {@code /x,y,z/qx,qy,qz,qw}
     */
    record WorldInfo(int entities, double[] entryPosition, double[] entryRotation, Map<String, String> places) {}

    /** Section 10. */
    record Limits(
            int messageBytes,
            int editsPerSecond,
            int editsInFlight,
            int chatPerMinute,
            int chatCharacters,
            int nameCharacters,
            int posesPerSecond) {}

    /**
     * Section 4.
     *
     * @param add each the UTF-8 JSON of an entity
     * @param change each the UTF-8 JSON of a merge patch with its {@code id}
     */
    record Entities(
            List<byte[]> add,
            List<byte[]> change,
            List<UUID> remove,
            List<UUID> hide,
            List<Moving> moving,
            List<UUID> still)
            implements ServerMessage {}

    record Moving(UUID id, int handle) {}

    record Loaded(int entities) implements ServerMessage {}

    /** {@code id} is the entity's, null where there is none. */
    record Accepted(long ref, @Nullable UUID id) implements ServerMessage {}

    /** {@code ref} null where the refused message had none that could be read. */
    record Refused(@Nullable Long ref, ErrorCode code, String message, String whatToDo) implements ServerMessage {}

    record People(List<Person> come, List<Person> change, List<Gone> gone) implements ServerMessage {}

    record Person(int handle, String name) {}

    /** {@code why}: {@code left}, {@code lost} or {@code removed}. */
    record Gone(int handle, String why) {}

    record Chat(List<Line> messages) implements ServerMessage {}

    record Line(long id, long timeMillis, int handle, String name, String text) {}

    /**
     * Something to read.
     *
     * @param whatToDo with times in UTC; empty for nothing
     * @param untilMillis when what it tells of ends, milliseconds since 1970; null for no end
     */
    record Notice(
            String code, boolean warning, String message, String whatToDo, @Nullable Long untilMillis)
            implements ServerMessage {

        /** Of something that just is. */
        public Notice(String code, boolean warning, String message) {
            this(code, warning, message, "", null);
        }
    }

    record Pong(long ref, long timeMillis) implements ServerMessage {}

    /**
     * The end of a connection.
     *
     * @param why null unless somebody is kept out
     */
    record Close(
            ErrorCode code,
            String message,
            String whatToDo,
            @Nullable Integer retryAfterSeconds,
            @Nullable KeptOut why)
            implements ServerMessage {

        /** Of somebody who is not kept out. */
        public Close(ErrorCode code, String message, String whatToDo, @Nullable Integer retryAfterSeconds) {
            this(code, message, whatToDo, retryAfterSeconds, null);
        }
    }

    /**
     * For whoever may not come in, or may not stay.
     *
     * @param untilMillis when it ends, milliseconds since 1970; null when it has no end
     * @param appeal where to ask; null for nowhere
     * @param side {@code here} or {@code home}: who refused
     */
    record KeptOut(@Nullable Long untilMillis, @Nullable String appeal, String side) {}
}
