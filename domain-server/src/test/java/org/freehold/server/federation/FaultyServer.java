// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.federation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;

/** A server on loopback that answers byte for byte as a test says, and keeps what it was asked. */
public final class FaultyServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Thread accepting;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Writes an answer. */
    public interface Answer {
        void write(OutputStream out) throws IOException;
    }

    public FaultyServer() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    FaultyServer(ServerSocket listening) {
        this.listening = listening;
        this.accepting = Thread.ofVirtual().start(this::accept);
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + path);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Every request so far, with its headers. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** These bytes, and then the end of the connection. */
    public void raw(String path, String response) {
        answer(path, out -> out.write(response.getBytes(StandardCharsets.ISO_8859_1)));
    }

    public void ok(String path, String type, byte[] body, String... headers) {
        answer(path, out -> {
            out.write(head(200, type, body.length, headers));
            out.write(body);
        });
    }

    public static byte[] head(int status, String type, long length, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\nContent-Type: " + type
                + "\r\nContent-Length: " + length + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String request = request(socket.getInputStream());
            requests.add(request);
            String path = request.split(" ", 3)[1];
            Answer answer = answers.get(path);
            if (answer == null) {
                socket.getOutputStream().write(head(404, "text/plain", 0));
            } else {
                answer.write(socket.getOutputStream());
            }
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // The client has had enough.
        }
    }

    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int each = in.read();
            if (each < 0 || each == 0x16) { // the end, or the first byte of TLS
                throw new IOException("no request");
            }
            head.write(each);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Nobody is answered any more when this returns: the port stays open until whoever waits for a connection has noticed. */
    @Override
    public void close() throws IOException {
        listening.close();
        boolean interrupted = false;
        while (accepting.isAlive()) {
            try {
                accepting.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
