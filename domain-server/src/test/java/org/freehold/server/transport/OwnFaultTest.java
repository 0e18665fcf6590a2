// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.freehold.server.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** A fault of our own that a message or a request brings about. */
@ExtendWith(NoLeaks.class)
final class OwnFaultTest {
    private static final class Stumbling implements TransportHandler {
        @Override
        public void text(ByteBuf utf8) {
            throw new IllegalStateException("a fault that this message brings about");
        }

        @Override
        public void binary(ByteBuf frame) {}

        @Override
        public void tooLarge(long bytes, int limit) {}

        @Override
        public void closed() {}
    }

    private static final class StumblingSite implements HttpSite {
        @Override
        public Treatment treat(HttpHead head) {
            throw new IllegalStateException("a fault that this request brings about");
        }

        @Override
        public FullHttpResponse sentence(HttpResponseStatus status, String sentence) {
            return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        }
    }

    private final Logger log = (Logger) LoggerFactory.getLogger("org.freehold.server.transport");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Metrics metrics = new Metrics();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
        log.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
        log.setAdditive(true);
    }

    @Test
    void isLoggedOnceHoweverOftenItIsRepeatedAndEndsTheConnectionEachTime() {
        for (int visit = 0; visit < 20; visit++) {
            EmbeddedChannel channel = new EmbeddedChannel();
            channel.pipeline().addLast(new ChannelOutboundHandlerAdapter());
            var transport = new WebSocketTransport(
                    channel.pipeline().lastContext(), new TickHandOver(channel.eventLoop()), false, metrics);
            channel.pipeline().addLast(new WebSocketConnection(transport, _ -> new Stumbling(), metrics));
            channel.writeInbound(new TextWebSocketFrame(Unpooled.copiedBuffer("{}", StandardCharsets.UTF_8)));
            channel.runPendingTasks();
            CloseWebSocketFrame close = channel.readOutbound();
            assertEquals(1011, close.statusCode());
            close.release();
            channel.finishAndReleaseAll();
        }
        assertLoggedOnce();
    }

    @Test
    void inAnHttpRequestIsLoggedOnceAndAnsweredEachTime() {
        HttpSite site = new StumblingSite();
        for (int request = 0; request < 20; request++) {
            var upgrade =
                    new WebSocketUpgrade(NetworkConfig.DEFAULTS, false, site, SocketDoor.sessions(_ -> new Stumbling()),
                            new TickHandOvers(), metrics);
            var channel = new EmbeddedChannel(
                    new HttpFrontDoor(NetworkConfig.DEFAULTS, false, site, upgrade, new BodyBudget(1), metrics));
            channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
            FullHttpResponse response = channel.readOutbound();
            assertEquals(500, response.status().code());
            response.release();
            channel.finishAndReleaseAll();
        }
        assertLoggedOnce();
    }

    private void assertLoggedOnce() {
        assertEquals(1, lines.list.size());
        assertNotNull(lines.list.getFirst().getThrowableProxy(), "with its stack trace");
    }
}
