// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.session;

import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ServerMessage;

/** Names of messages for the metrics, as on the wire. */
final class MessageKinds {
    static final String UNREADABLE = "unreadable";
    static final String POSE = "pose";
    static final String MOVES = "moves";
    static final String SHARED = "shared";

    private MessageKinds() {}

    static String of(ClientMessage message) {
        return switch (message) {
            case ClientMessage.Hello _ -> "hello";
            case ClientMessage.Add _ -> "add";
            case ClientMessage.Edit _ -> "edit";
            case ClientMessage.Delete _ -> "delete";
            case ClientMessage.Hold _ -> "hold";
            case ClientMessage.Chat _ -> "chat";
            case ClientMessage.Name _ -> "name";
            case ClientMessage.Friends _ -> "friends";
            case ClientMessage.Report _ -> "report";
            case ClientMessage.Ping _ -> "ping";
            case ClientMessage.Leave _ -> "leave";
        };
    }

    static String of(ServerMessage message) {
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
}
