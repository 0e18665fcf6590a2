// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import java.time.Duration;
import org.freehold.server.world.Command;

/** How a session ends, or waits for its visitor to come back. Event loop. */
final class Departure {
    /** When the world's inbox is full; what must be told is told again. */
    private static final Duration AGAIN = Duration.ofMillis(100);

    private Departure() {}

    /** The connection broke: the session is kept for a while, unless it goes on elsewhere. */
    static void lost(Services services, Connection connection, Session session) {
        switch (session.detach(connection)) {
            case NOTHING -> {
                // another connection took it over
            }
            case END -> left(services, connection, session, "lost");
            case KEEP -> {
                if (connection.wasClosed()) {
                    left(services, connection, session, "removed");
                    return;
                }
                long loss = session.losses();
                tell(services, connection, new Command.Lost(session));
                connection.transport().schedule(() -> {
                    if (session.expire(loss)) {
                        services.registry().remove(session);
                        tell(services, connection, new Command.Leave(session, "lost"));
                    }
                }, SessionConfig.KEPT);
            }
        }
    }

    /** The session is over now; {@code why} as in {@code people.gone}. */
    static void left(Services services, Connection connection, Session session, String why) {
        if (session.end()) {
            services.registry().remove(session);
            tell(services, connection, new Command.Leave(session, why));
        }
    }

    private static void tell(Services services, Connection connection, Command command) {
        if (!services.world().offer(command)) {
            connection.transport().schedule(() -> tell(services, connection, command), AGAIN);
        }
    }
}
