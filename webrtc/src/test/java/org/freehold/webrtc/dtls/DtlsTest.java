// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc.dtls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.freehold.webrtc.dtls.DtlsException.Reason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DtlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SecureRandom RANDOM = new SecureRandom();

    private static DtlsEndpoint host;
    private static DtlsEndpoint visitor;

    @BeforeAll
    static void makeCertificates() {
        host = new DtlsEndpoint(DtlsCertificate.create(RANDOM, Instant.now()), RANDOM, System::nanoTime);
        visitor = new DtlsEndpoint(DtlsCertificate.create(RANDOM, Instant.now()), RANDOM, System::nanoTime);
    }

    /** Two ends and the line between them, from which packets of a handshake can be lost. */
    private static final class Line {
        final List<byte[]> toVisitor = new ArrayList<>();
        final List<byte[]> toHost = new ArrayList<>();
        final Random loss = new Random(7);
        final DtlsHandshake accepting;
        final DtlsHandshake connecting;
        boolean established;

        Line(Fingerprint expectedOfVisitor, Fingerprint expectedOfHost, double lost, Duration patience) {
            accepting = host.accept(expectedOfVisitor, patience, (bytes, offset, length) -> {
                byte[] packet = Arrays.copyOfRange(bytes, offset, offset + length);
                synchronized (this) {
                    if (established) {
                        toVisitor.add(packet);
                    } else if (loss.nextDouble() >= lost) {
                        toConnecting(packet);
                    }
                }
            });
            connecting = visitor.connect(expectedOfHost, patience, (bytes, offset, length) -> {
                byte[] packet = Arrays.copyOfRange(bytes, offset, offset + length);
                synchronized (this) {
                    if (established) {
                        toHost.add(packet);
                    } else if (loss.nextDouble() >= lost) {
                        accepting.offer(packet);
                    }
                }
            });
        }

        private void toConnecting(byte[] packet) {
            connecting.offer(packet);
        }

        List<DtlsSession> shakeHands() throws InterruptedException, ExecutionException, DtlsException {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var accepted = threads.submit(accepting::run);
                var connected = threads.submit(connecting::run);
                while (!accepted.isDone() || !connected.isDone()) {
                    // Who is done first still answers what the other repeats.
                    for (var side : List.of(accepted, connected)) {
                        if (side.state() == Future.State.SUCCESS) {
                            side.resultNow().open(new byte[0], (bytes, offset, length) -> {});
                        }
                    }
                    Thread.onSpinWait();
                }
                List<DtlsSession> both = List.of(accepted.get(), connected.get());
                synchronized (this) {
                    established = true;
                }
                return both;
            }
        }
    }

    private static String opened(DtlsSession session, byte[] packet) throws DtlsException {
        StringBuilder text = new StringBuilder();
        session.open(packet, (bytes, offset, length) -> text.append(new String(bytes, offset, length, UTF_8)));
        return text.toString();
    }

    private static void send(DtlsSession session, String text) throws DtlsException {
        byte[] bytes = text.getBytes(UTF_8);
        session.send(bytes, 0, bytes.length);
    }

    @Test
    void carriesPacketsBothWaysBetweenTwoWhoKnowEachOthersCertificates() throws Exception {
        Line line = new Line(visitor.fingerprint(), host.fingerprint(), 0, PATIENCE);
        List<DtlsSession> both = line.shakeHands();
        DtlsSession accepted = both.getFirst();
        DtlsSession connected = both.getLast();

        send(connected, "hello");
        send(accepted, "welcome");

        assertEquals("hello", opened(accepted, line.toHost.getLast()));
        assertEquals("welcome", opened(connected, line.toVisitor.getLast()));
    }

    @Test
    void shakesHandsOverALineThatLosesPackets() throws Exception {
        Line line = new Line(visitor.fingerprint(), host.fingerprint(), 0.15, PATIENCE);
        List<DtlsSession> both = line.shakeHands();

        send(both.getLast(), "hello");

        assertEquals("hello", opened(both.getFirst(), line.toHost.getLast()));
    }

    @Test
    void packetsFitWhatTheyAreFor() throws Exception {
        Line line = new Line(visitor.fingerprint(), host.fingerprint(), 0, PATIENCE);
        DtlsSession connected = line.shakeHands().getLast();

        connected.send(new byte[DtlsSession.SAFE_PACKET_BYTES], 0, DtlsSession.SAFE_PACKET_BYTES);
        int safe = line.toHost.getLast().length;
        connected.send(new byte[DtlsSession.MAX_PACKET_BYTES], 0, DtlsSession.MAX_PACKET_BYTES);
        int largest = line.toHost.getLast().length;

        assertTrue(safe <= 1280 - 40 - 8, safe + " bytes, for IPv6");
        assertTrue(largest <= 2048, largest + " bytes, for browsers");
    }

    @Test
    void refusesAVisitorWithAnotherCertificate() {
        Line line = new Line(host.fingerprint(), host.fingerprint(), 0, PATIENCE);

        assertEquals(Reason.WRONG_CERTIFICATE, reasonOf(line.accepting, line));
    }

    @Test
    void refusesAHostWithAnotherCertificate() {
        Line line = new Line(visitor.fingerprint(), visitor.fingerprint(), 0, PATIENCE);

        assertEquals(Reason.WRONG_CERTIFICATE, reasonOf(line.connecting, line));
    }

    private static Reason reasonOf(DtlsHandshake handshake, Line line) {
        DtlsHandshake other = handshake == line.accepting ? line.connecting : line.accepting;
        Thread thread = Thread.ofVirtual().start(() -> assertThrows(DtlsException.class, other::run));
        Reason reason = assertThrows(DtlsException.class, handshake::run).reason();
        other.close();
        thread.interrupt();
        return reason;
    }

    @Test
    void givesUpWhenNobodyAnswers() {
        DtlsHandshake alone =
                host.accept(visitor.fingerprint(), Duration.ofMillis(50), (bytes, offset, length) -> {});

        assertEquals(Reason.TIMEOUT, assertThrows(DtlsException.class, alone::run).reason());
    }

    @Test
    void stopsWaitingWhenItIsClosed() throws Exception {
        DtlsHandshake alone = host.accept(visitor.fingerprint(), PATIENCE, (bytes, offset, length) -> {});
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                alone.run();
            } catch (DtlsException e) {
                ended.complete(e);
            }
        });
        alone.close();

        assertInstanceOf(DtlsException.class, ended.get());
    }

    @Test
    void passesOverWhatIsForgedRepeatedOrDamaged() throws Exception {
        Line line = new Line(visitor.fingerprint(), host.fingerprint(), 0, PATIENCE);
        List<DtlsSession> both = line.shakeHands();
        DtlsSession accepted = both.getFirst();
        send(both.getLast(), "hello");
        byte[] good = line.toHost.getLast();
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            byte[] bad = random.nextBoolean() ? good.clone() : new byte[1 + random.nextInt(1400)];
            if (bad.length != good.length) {
                random.nextBytes(bad);
            }
            for (int j = random.nextInt(4); j >= 0; j--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
            }
            if (!Arrays.equals(bad, good)) {
                assertEquals("", opened(accepted, bad));
            }
        }

        assertEquals("hello", opened(accepted, good.clone()));
        assertEquals("", opened(accepted, good.clone()));
    }

    @Test
    void noticesAGoodbye() throws Exception {
        Line line = new Line(visitor.fingerprint(), host.fingerprint(), 0, PATIENCE);
        List<DtlsSession> both = line.shakeHands();
        both.getLast().close();

        byte[] goodbye = line.toHost.getLast();
        assertEquals(Reason.CLOSED, assertThrows(DtlsException.class, () -> opened(both.getFirst(), goodbye)).reason());
    }

    @Test
    void aHandshakeGetsNowhereWithNoise() {
        Random random = new Random(5);
        for (int i = 0; i < 40; i++) {
            DtlsHandshake alone =
                    host.accept(visitor.fingerprint(), Duration.ofMillis(20), (bytes, offset, length) -> {});
            for (int j = 0; j < 8; j++) {
                byte[] noise = new byte[13 + random.nextInt(300)];
                random.nextBytes(noise);
                noise[0] = 22;
                noise[1] = (byte) 0xfe;
                noise[2] = (byte) 0xfd;
                noise[3] = 0;
                noise[4] = 0;
                noise[11] = (byte) ((noise.length - 13) >> 8);
                noise[12] = (byte) (noise.length - 13);
                if (noise.length > 13) {
                    noise[13] = (byte) (1 + random.nextInt(20));
                }
                alone.offer(noise);
            }
            assertThrows(DtlsException.class, alone::run);
        }
    }

    @Test
    void everyCertificateIsAnother() {
        assertNotEquals(host.fingerprint(), visitor.fingerprint());
        assertEquals(host.fingerprint(), Fingerprint.parse(host.fingerprint().text()).orElseThrow());
        assertTrue(Fingerprint.parse("AAAA").isEmpty());
        assertTrue(Fingerprint.parse("no base64").isEmpty());
    }
}
