// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.freehold.moderation.Permission;
import org.freehold.server.desk.Caller;
import org.freehold.server.desk.Desk;
import org.freehold.server.desk.Operation;
import org.jspecify.annotations.Nullable;

/** Operations that answer with their arguments: {@code me} for everybody, {@code echo}, {@code import} and {@code break} for moderators. */
final class FakeOperations {

    private FakeOperations() {}

    static Desk desk(Function<Caller, Set<Permission>> permissions) {
        return new Desk(
                List.of(
                        new Fake("me", null, arguments -> arguments),
                        new Fake("echo", Permission.MODERATE, arguments -> arguments),
                        new Fake("import", Permission.MODERATE, arguments -> arguments),
                        new Fake("break", Permission.MODERATE, arguments -> {
                            throw new IllegalStateException("a fault that this request brings about");
                        })),
                permissions);
    }

    private record Fake(
            String name,
            @Nullable Permission needs,
            UnaryOperator<ObjectNode> answer)
            implements Operation {

        @Override
        public boolean changes() {
            return false;
        }

        @Override
        public ObjectNode run(Caller caller, ObjectNode arguments) {
            return answer.apply(arguments);
        }
    }
}
