// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.storage;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.freehold.server.entity.Entity;
import org.freehold.server.entity.EntityJson;
import org.freehold.server.storage.StorageException.Code;

/** Entities as rows: the id in 16 bytes, and the JSON as it is streamed. */
final class EntityTable {
    private static final String PUT =
            "INSERT INTO entity (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body";
    private static final String DELETE = "DELETE FROM entity WHERE id = ?";

    /** Enough for every core to parse its share, few enough to hold little. */
    private static final int ROWS_AT_ONCE = 2048;

    private record Row(byte[] id, byte[] body) {}

    private EntityTable() {}

    static long count(Connection connection) throws SQLException {
        return Sqlite.number(connection, "SELECT count(*) FROM entity");
    }

    /** Hands over every entity, on the calling thread; the JSON is parsed on all cores. */
    static void load(Connection connection, Path file, Consumer<Entity> consumer)
            throws SQLException, StorageException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT id, body FROM entity")) {
            List<Row> rows = new ArrayList<>(ROWS_AT_ONCE);
            boolean more = true;
            while (more) {
                more = found.next();
                if (more) {
                    rows.add(new Row(found.getBytes(1), found.getBytes(2)));
                }
                if (rows.size() == ROWS_AT_ONCE || !more) {
                    List<Optional<Entity>> parsed =
                            rows.parallelStream().map(EntityTable::parse).toList();
                    for (int i = 0; i < parsed.size(); i++) {
                        byte[] id = rows.get(i).id();
                        consumer.accept(parsed.get(i).orElseThrow(() -> unreadable(file, id)));
                    }
                    rows.clear();
                }
            }
        }
    }

    /** Writes the last state of each id; an empty one is deleted. */
    static void write(Connection connection, Map<UUID, Optional<Entity>> states) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(PUT);
                PreparedStatement delete = connection.prepareStatement(DELETE)) {
            for (Map.Entry<UUID, Optional<Entity>> state : states.entrySet()) {
                if (state.getValue().isPresent()) {
                    put(put, state.getValue().get());
                } else {
                    delete.setBytes(1, bytes(state.getKey()));
                    delete.executeUpdate();
                }
            }
        }
    }

    static void replaceAll(Connection connection, Iterator<Entity> entities) throws SQLException {
        Sqlite.run(connection, "DELETE FROM entity");
        try (PreparedStatement put = connection.prepareStatement(PUT)) {
            while (entities.hasNext()) {
                put(put, entities.next());
            }
        }
    }

    private static void put(PreparedStatement statement, Entity entity) throws SQLException {
        statement.setBytes(1, bytes(entity.id()));
        statement.setBytes(2, entity.json());
        statement.executeUpdate();
    }

    /** Empty when the row doesn't hold the entity that its id says. */
    private static Optional<Entity> parse(Row row) {
        try {
            Entity entity = EntityJson.entity(row.body());
            return ByteBuffer.wrap(bytes(entity.id())).equals(ByteBuffer.wrap(row.id()))
                    ? Optional.of(entity)
                    : Optional.empty();
        } catch (RuntimeException e) {
            // Whatever a parser makes of changed bytes: the caller refuses the file and names the row.
            return Optional.empty();
        }
    }

    private static StorageException unreadable(Path file, byte[] id) {
        return new StorageException(
                Code.DAMAGED,
                file,
                "the entity with the id " + HexFormat.of().formatHex(id) + " can't be read",
                SqliteFault.RESTORE);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
