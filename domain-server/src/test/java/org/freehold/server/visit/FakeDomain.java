// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.visit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.freehold.server.wire.AvatarPose;
import org.freehold.server.wire.ClientMessage;
import org.freehold.server.wire.ErrorCode;
import org.freehold.server.wire.MessageReader;
import org.freehold.server.wire.MessageReader.Read;
import org.freehold.server.wire.MessageReader.Unreadable;
import org.freehold.server.wire.MessageWriter;
import org.freehold.server.wire.PoseCodec;
import org.freehold.server.wire.ServerMessage;
import org.jspecify.annotations.Nullable;

/** The least that a visitor takes for a domain: a script on one event loop of a loopback port. */
final class FakeDomain implements AutoCloseable {
    static final UUID BOX = UUID.fromString("00000000-0000-0000-0000-000000000001");
    static final UUID SIGN = UUID.fromString("00000000-0000-0000-0000-000000000002");
    static final UUID NEW = UUID.fromString("00000000-0000-0000-0000-000000000003");
    private static final String POSES = "01006fc23ac0" + "2008020001" + "0002011000" + "00000800c000";

    final List<ClientMessage> heard = new CopyOnWriteArrayList<>();
    final List<AvatarPose> poses = new CopyOnWriteArrayList<>();
    final VisitorKey key = VisitorKey.generate();

    volatile ServerMessage.@Nullable Close refusal;
    /** How often it refuses with {@link #refusal}. */
    final AtomicInteger refusals = new AtomicInteger(Integer.MAX_VALUE);

    volatile boolean lies;
    volatile boolean deaf;
    volatile boolean resumes;
    volatile boolean hangsUpAfterWelcome;
    /** How often it hangs up with {@link #hangsUpAfterWelcome}. */
    final AtomicInteger hangUps = new AtomicInteger(Integer.MAX_VALUE);

    volatile boolean fallsSilentAfterWelcome;
    /** Run before it hangs up with {@link #hangsUpAfterWelcome}. */
    volatile Runnable beforeHangUp = () -> {};

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;
    private final boolean encrypted;

    FakeDomain() throws InterruptedException {
        this(null);
    }

    FakeDomain(@Nullable SslContext tls) throws InterruptedException {
        encrypted = tls != null;
        server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(8192))
                                .addLast(new WebSocketServerProtocolHandler("/session", "freehold.1", true, 1 << 20))
                                .addLast(new Elsewhere())
                                .addLast(new Script());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    String link() {
        return (encrypted ? "https" : "http") + "://localhost:" + ((InetSocketAddress) server.localAddress()).getPort()
                + "/";
    }

    @Override
    public void close() {
        // A loop that shuts down with the door open may leave it open: the kernel goes on taking connections that nobody answers.
        if (server.isOpen()) {
            var _ = server.close().syncUninterruptibly();
        }
        var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static final class Elsewhere extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            var _ = context.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    private final class Script extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final String nonce = VisitorKey.base64Url(new byte[32]);
        private long chatId;

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                send(context, new ServerMessage.Hello(nonce, "Harbour", key.text(), "fake/1"));
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            switch (frame) {
                case TextWebSocketFrame text -> {
                    switch (MessageReader.read(text.content())) {
                        case Read(ClientMessage message) -> {
                            heard.add(message);
                            answer(context, message);
                        }
                        case Unreadable refused -> send(context, new ServerMessage.Refused(
                                refused.ref(), refused.code(), refused.message(), refused.whatToDo()));
                    }
                }
                case BinaryWebSocketFrame binary -> {
                    AvatarPose pose = PoseCodec.readAvatarPose(binary.content());
                    if (pose != null) {
                        poses.add(pose);
                    }
                }
                default -> throw new IllegalStateException("not of a visitor: " + frame);
            }
        }

        private void answer(ChannelHandlerContext context, ClientMessage message) {
            switch (message) {
                case ClientMessage.Hello hello -> hello(context, hello);
                case ClientMessage.Request _ when deaf -> {
                    // As if the answer were lost.
                }
                case ClientMessage.Chat chat -> {
                    send(context, new ServerMessage.Accepted(chat.ref(), null));
                    send(context, new ServerMessage.Chat(
                            List.of(new ServerMessage.Line(++chatId, 1, 7, "Visitor", chat.text()))));
                }
                case ClientMessage.Add add -> {
                    send(context, entities(List.of(add.entity().toString()), List.of(), List.of()));
                    send(context, new ServerMessage.Accepted(add.ref(), add.id()));
                }
                case ClientMessage.Edit edit -> {
                    String change = edit.properties().deepCopy().put("id", "{" + edit.id() + "}").toString();
                    send(context, entities(List.of(), List.of(change), List.of()));
                    send(context, new ServerMessage.Accepted(edit.ref(), edit.id()));
                }
                case ClientMessage.Delete delete -> send(context, new ServerMessage.Refused(
                        delete.ref(), ErrorCode.ENTITY_LOCKED, "locked", "Unlock it."));
                case ClientMessage.Hold hold -> send(context, new ServerMessage.Accepted(hold.ref(), hold.id()));
                case ClientMessage.Name name -> send(context, new ServerMessage.Accepted(name.ref(), null));
                case ClientMessage.Friends friends -> send(context, new ServerMessage.Accepted(friends.ref(), null));
                case ClientMessage.Report report ->
                        send(context, new ServerMessage.Accepted(report.ref(), null));
                case ClientMessage.Ping ping -> send(context, new ServerMessage.Pong(ping.ref(), 1));
                case ClientMessage.Leave _ -> hangUp(context, 1000);
            }
        }

        private void hello(ChannelHandlerContext context, ClientMessage.Hello hello) {
            ServerMessage.Close close = refusals.getAndDecrement() > 0 ? refusal : null;
            if (close == null
                    && !VisitorKey.isSignedBy(
                            hello.key(),
                            Handshake.visitorStatement(key.text(), "Harbour", nonce, hello.key(), hello.timeMillis()),
                            VisitorKey.base64Url(hello.signature()))) {
                close = new ServerMessage.Close(
                        ErrorCode.BAD_SIGNATURE, "signature: wrong", "Sign it.", null);
            }
            if (close != null) {
                send(context, close);
                hangUp(context, 1008);
                return;
            }
            welcome(context, hello);
            if (hangsUpAfterWelcome && hangUps.getAndDecrement() > 0) {
                beforeHangUp.run();
                var _ = context.close();
                return;
            }
            // Neither reads nor says anything from now on.
            context.channel().config().setAutoRead(!fallsSilentAfterWelcome);
            send(context, new ServerMessage.People(
                    List.of(new ServerMessage.Person(7, "Visitor"), new ServerMessage.Person(2, "Amber\u001bFox")),
                    List.of(),
                    List.of()));
            send(context, entities(
                    List.of("{\"id\":\"{" + BOX + "}\",\"type\":\"Box\",\"color\":{\"red\":1,\"green\":2}}"),
                    List.of(),
                    List.of()));
            send(context, entities(List.of("{\"id\":\"{" + SIGN + "}\",\"type\":\"Text\"}"), List.of(), List.of()));
            write(context, new BinaryWebSocketFrame(Unpooled.wrappedBuffer(HexFormat.of().parseHex(POSES))));
            send(context, new ServerMessage.Loaded(2));
        }

        private void welcome(ChannelHandlerContext context, ClientMessage.Hello hello) {
            String statement = Handshake.domainStatement(
                    key.text(), "Harbour", lies ? "another nonce" : hello.nonce(), hello.key());
            send(context, new ServerMessage.Welcome(
                    "token",
                    resumes && hello.resume() != null,
                    new ServerMessage.You(7, "Visitor", "member", List.of("build"), null),
                    "Harbour",
                    key.text(),
                    key.sign(statement),
                    null,
                    new ServerMessage.WorldInfo(
                            2, new double[] {4, 0, 2}, new double[] {0, 0, 0, 1}, Map.of("Pier", "/1,2,3/0,0,0,1")),
                    new ServerMessage.Limits(16384, 0, 0, 60, 1000, 32, 60),
                    30,
                    1793200000000L));
        }

        private ServerMessage.Entities entities(List<String> add, List<String> change, List<UUID> remove) {
            return new ServerMessage.Entities(
                    add.stream().map(json -> json.getBytes(UTF_8)).toList(),
                    change.stream().map(json -> json.getBytes(UTF_8)).toList(),
                    remove,
                    List.of(),
                    List.of(),
                    List.of());
        }

        private static void send(ChannelHandlerContext context, ServerMessage message) {
            ByteBuf out = context.alloc().buffer();
            MessageWriter.write(message, out);
            write(context, new TextWebSocketFrame(out));
        }

        private static void write(ChannelHandlerContext context, WebSocketFrame frame) {
            var _ = context.writeAndFlush(frame);
        }

        private static void hangUp(ChannelHandlerContext context, int status) {
            var _ = context.writeAndFlush(new CloseWebSocketFrame(status, "")).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
