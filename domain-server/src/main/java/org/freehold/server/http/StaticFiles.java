// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.freehold.server.http.StaticFile.Form;
import org.jspecify.annotations.Nullable;

/**
 * The browser client, read once from the class path into memory. Only what was listed there exists: a path is looked up as it
 * is, never resolved, so none leads out.
 */
public final class StaticFiles {
    private static final String ROOT = "web/";
    private static final String INDEX = "/index.html";
    private static final String ADMIN = "/admin.html";
    private static final String HOME = "/home.html";
    private static final String APPEALS = "/appeals.html";
    private static final String HASHED = "/assets/";
    private static final Map<String, String> CONTENT_TYPES = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("glb", "model/gltf-binary"),
            Map.entry("gltf", "model/gltf+json"),
            Map.entry("hdr", "image/vnd.radiance"),
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("ktx2", "image/ktx2"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("png", "image/png"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("webp", "image/webp"),
            Map.entry("woff2", "font/woff2"));

    private final Map<String, StaticFile> files;

    private StaticFiles(Map<String, StaticFile> files) {
        this.files = Map.copyOf(files);
    }

    /**
     * All files under {@code web/} that the class loader finds; none when the client was not built. Blocks.
     *
     * @throws IOException when a file that is listed cannot be read
     */
    public static StaticFiles load(ClassLoader loader) throws IOException {
        var contents = new HashMap<String, byte[]>();
        for (URL place : placesOf(loader)) {
            switch (place.getProtocol()) {
                case "file" -> readFolder(place, contents);
                case "jar" -> readJar(place, contents);
                default ->
                        throw new IOException(place + ": the browser client can only be read from a folder or a jar");
            }
        }
        return of(contents);
    }

    /** These files: path from the root, such as {@code /index.html}, to content; {@code .gz} and {@code .br} belong to the file before. */
    static StaticFiles of(Map<String, byte[]> contents) {
        var files = new HashMap<String, StaticFile>();
        contents.forEach((path, content) -> {
            if (!isForm(path, contents)) {
                files.put(path, new StaticFile(
                        CONTENT_TYPES.getOrDefault(extension(path), "application/octet-stream"),
                        path.startsWith(HASHED),
                        form("", content),
                        otherForm("gzip", contents.get(path + ".gz")),
                        otherForm("br", contents.get(path + ".br"))));
            }
        });
        return new StaticFiles(files);
    }

    /** The file at this path, exactly; null for none. {@code /} is the start page, {@code /admin} the one for moderators, {@code /home} the one where a home asks its people, {@code /appeals} the one for those who are on a list. */
    @Nullable
    StaticFile at(String path) {
        return files.get(switch (path) {
            case "/" -> INDEX;
            case "/admin" -> ADMIN;
            case Routes.HOME -> HOME;
            case Routes.APPEALS -> APPEALS;
            default -> path;
        });
    }

    /** Whether there is a file at this path. */
    public boolean has(String path) {
        return at(path) != null;
    }

    /** Whether the start page is missing. */
    public boolean isEmpty() {
        return !files.containsKey(INDEX);
    }

    private static List<URL> placesOf(ClassLoader loader) throws IOException {
        // A folder is an entry of its own only in some jars: the start page is there in all.
        List<URL> places = new ArrayList<>(Collections.list(loader.getResources(ROOT + "index.html")));
        return places.isEmpty() ? Collections.list(loader.getResources(ROOT)) : places;
    }

    private static void readFolder(URL place, Map<String, byte[]> contents) throws IOException {
        Path root;
        try {
            root = Path.of(place.toURI());
        } catch (URISyntaxException e) {
            throw new IOException(place.toString(), e);
        }
        Path folder = Files.isDirectory(root) ? root : root.resolveSibling("");
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                contents.put("/" + folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
    }

    private static void readJar(URL place, Map<String, byte[]> contents) throws IOException {
        JarURLConnection connection = (JarURLConnection) place.openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (!entry.isDirectory() && entry.getName().startsWith(ROOT)) {
                    try (var in = jar.getInputStream(entry)) {
                        contents.put("/" + entry.getName().substring(ROOT.length()), in.readAllBytes());
                    }
                }
            }
        }
    }

    private static boolean isForm(String path, Map<String, byte[]> contents) {
        return (path.endsWith(".gz") || path.endsWith(".br"))
                && contents.containsKey(path.substring(0, path.length() - ".gz".length()));
    }

    private static @Nullable Form otherForm(String encoding, byte @Nullable [] content) {
        return content == null ? null : form(encoding, content);
    }

    private static Form form(String encoding, byte[] content) {
        // Outside the heap, as the network takes it; the collector frees it with the files.
        ByteBuffer direct = ByteBuffer.allocateDirect(content.length).put(content).flip();
        byte[] hash = sha256(content);
        return new Form(
                encoding,
                Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct.asReadOnlyBuffer())),
                '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 22) + '"',
                "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ':');
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
